import { carriesOthers, unfold } from "../../graph/embedded";
import { defineAnyResourceRule, fail, pass, undetermined } from "../../rule";

// Advisory: what is deployed by a document may be safe; the finding says what of it could not be judged.
export default defineAnyResourceRule({
  id: "deployed-documents-readable",
  title: "What Cloud Control, CloudFormation, aws-native and awscc deploy can be judged",
  threat: "A store of ePHI is deployed by a document that no check has read.",
  remedy: "Use the resource's own class of @pulumi/aws, or give templateBody and desiredState as text that is known in a preview.",
  cites: ["164.308(a)(1)(ii)(A)", "164.312(a)(1)"],
  severity: "medium",
  level: "advisory",
  speaksOf: carriesOthers,
  check: (resource) => {
    const { unread } = unfold(resource.description);
    const unreadable = unread.filter(({ why }) => why !== "unknown");
    const names = unreadable.map(({ what }) => what).sort();
    if (unreadable.length > 0)
      return fail(`this pack cannot judge ${names.slice(0, 5).join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`);
    const [unknown] = unread;
    return unknown ? undetermined(`${unknown.what} is not known before deployment`) : pass();
  },
  equivalents: {},
  examples: {
    good: {
      "a bucket through Cloud Control": (s) =>
        s.add("cloudcontrol.Resource", { typeName: "AWS::S3::Bucket", desiredState: JSON.stringify({ BucketName: "documents" }) }),
      "a template of types that are judged": (s) =>
        s.add("cloudformation.Stack", {
          templateBody:
            "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      KmsMasterKeyId: !Ref Key\n  Key:\n    Type: AWS::KMS::Key\n",
        }),
    },
    bad: {
      "a type that is not judged": (s) =>
        s.add("cloudcontrol.Resource", { typeName: "AWS::HealthLake::FHIRDatastore", desiredState: "{}" }),
      "a template elsewhere": (s) => s.add("cloudformation.Stack", { templateUrl: "https://s3.amazonaws.com/templates/clinic.yaml" }),
      "a state that is not JSON": (s) =>
        s.add("cloudcontrol.Resource", { typeName: "AWS::S3::Bucket", desiredState: "BucketName: documents" }),
    },
    unknown: {
      "a state known later": (s) => s.add("cloudcontrol.Resource", { typeName: "AWS::S3::Bucket", desiredState: s.later() }),
    },
    notApplicable: {
      "a resource of the classic provider": (s) => s.add("s3.Bucket", {}),
    },
  },
});
