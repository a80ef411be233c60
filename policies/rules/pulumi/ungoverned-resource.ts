import { dataHoldingKinds } from "../../aws/data-holding";
import { kindOfToken } from "../../aws/kinds";
import { defineAnyResourceRule, fail, pass } from "../../rule";
import { governedKinds } from "../governed.gen";

function isUngoverned(type: string): boolean {
  const kind = kindOfToken(type);
  return kind !== undefined && dataHoldingKinds.has(kind) && !governedKinds.has(kind);
}

// Advisory: the store may well be safe; the finding says that nothing here has looked at it.
export default defineAnyResourceRule({
  id: "ungoverned-resource",
  title: "Every resource that can hold data is judged by a rule",
  threat: "ePHI rests in a store that nobody has checked, and the silence of a report is taken for a pass.",
  remedy: "Check the resource by hand and record the result, or keep the data in a service that the rules cover.",
  cites: ["164.308(a)(1)(ii)(A)", "164.312(a)(1)"],
  severity: "medium",
  level: "advisory",
  speaksOf: (type) => {
    const kind = kindOfToken(type);
    return kind !== undefined && dataHoldingKinds.has(kind);
  },
  check: (resource) =>
    isUngoverned(resource.type) ? fail("no rule of this pack judges a resource of this type, which can hold data") : pass(),
  equivalents: {},
  examples: {
    good: {
      "a bucket": (s) => s.add("s3.Bucket", {}),
      "a queue": (s) => s.add("sqs.Queue", {}),
    },
    bad: {
      "a collection of faces": (s) => s.add("rekognition.Collection", { collectionId: "patients" }),
      "places that are watched": (s) => s.add("location.GeofenceCollection", { collectionName: "home-visits" }),
    },
    unknown: {},
    notApplicable: {
      "a route": (s) => s.add("ec2.Route", { routeTableId: "rtb-0a1b2c3d" }),
    },
  },
});
