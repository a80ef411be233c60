import { defineRule } from "../../rule";

const replica = { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/patients" };
const key = "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555";

// The replicas that a table lists itself are judged by dynamodb-kms.
export default defineRule({
  id: "dynamodb-replica-kms",
  title: "Replicas of DynamoDB tables are encrypted with a customer-managed KMS key",
  threat: "The copy in a second Region stays readable after the key of the first was withdrawn.",
  remedy: "Set kmsKeyArn to a customer-managed KMS key of the replica's Region.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.TableReplica"],
  check: (replica, stack) =>
    stack
      .key(
        replica,
        replica.at((p) => p.kmsKeyArn),
      )
      .isCustomerManaged("the replica is not encrypted with a customer-managed key"),
  equivalents: { checkov: ["CKV_AWS_271"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("dynamodb.TableReplica", { ...replica, kmsKeyArn: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("dynamodb.TableReplica", { ...replica, kmsKeyArn: own.out("arn") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("dynamodb.TableReplica", { ...replica, kmsKeyArn: "alias/aws/dynamodb" }),
      "no key": (s) => s.add("dynamodb.TableReplica", replica),
    },
    unknown: {
      "key known later": (s) => s.add("dynamodb.TableReplica", { ...replica, kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.TableReplica", { ...replica, tags: { DataClassification: "none" } }),
    },
  },
});
