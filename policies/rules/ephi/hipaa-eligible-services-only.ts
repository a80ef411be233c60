import { eligibilityAsOf, notHipaaEligible } from "../../aws/hipaa-eligible";
import { defineRule, fail, list, pass } from "../../rule";

export default defineRule({
  id: "hipaa-eligible-services-only",
  title: "ePHI is kept in services that AWS's agreement covers",
  threat: "AWS's business associate addendum does not cover the service: ePHI in it is disclosed without an agreement.",
  remedy:
    "Move it to a service of AWS's HIPAA Eligible Services Reference, or classify the resource as holding no ePHI; name the service in eligible where AWS has added it since.",
  cites: ["164.308(a)(4)(ii)(C)", "164.308(a)(1)(ii)(B)", "164.312(a)(1)"],
  severity: "high",
  // Advisory: AWS adds to its list several times a year, and the agreement that the site has signed decides.
  level: "advisory",
  applies: "ephi",
  on: [
    "cloudsearch.Domain",
    "devicefarm.Project",
    "devicefarm.Upload",
    "elastictranscoder.Pipeline",
    "gamelift.Fleet",
    "mediastore.Container",
    "workmail.Organization",
  ],
  parameters: {
    eligible: list({
      default: [],
      description: `Modules of @pulumi/aws whose services AWS has made eligible since ${eligibilityAsOf}, such as "cloudsearch".`,
    }),
  },
  check(resource, _, { parameters }) {
    const [module = ""] = resource.node.kind.split(".");
    const service = notHipaaEligible.get(module);
    const evidence = [resource.evidence(service ?? "a service of the list", "a HIPAA-eligible service")];
    if (service === undefined || parameters.eligible.includes(module)) return pass("", evidence);
    return fail(`${service} is not a HIPAA-eligible service (AWS's list as of ${eligibilityAsOf})`, evidence);
  },
  equivalents: {},
  examples: {
    good: {
      "a service that AWS has added since": (s) => {
        s.parameters({ eligible: ["cloudsearch"] });
        return s.add("cloudsearch.Domain", {});
      },
      "two services that AWS has added since": (s) => {
        s.parameters({ eligible: ["cloudsearch", "workmail"] });
        return s.add("workmail.Organization", { organizationAlias: "clinic" });
      },
    },
    bad: {
      "a search domain that nothing classifies": (s) => s.add("cloudsearch.Domain", {}),
      "a mail service": (s) => s.add("workmail.Organization", { organizationAlias: "clinic" }),
      "transcoding of what is classified as ePHI": (s) => {
        const recordings = s.add("s3.Bucket", { tags: { DataClassification: "ephi" } });
        return s.add("elastictranscoder.Pipeline", { inputBucket: recordings.out("bucket"), role: s.later() });
      },
    },
    unknown: {
      "classification known later": (s) => s.add("mediastore.Container", { tags: { DataClassification: s.later() } }),
    },
    notApplicable: {
      "recordings without ePHI": (s) => s.add("mediastore.Container", { tags: { DataClassification: "none" } }),
    },
  },
});
