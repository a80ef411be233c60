import { defineRule, notApplicable, when } from "../../rule";

const because = "Performance Insights is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const member = { instanceClass: "db.r7g.large", engine: "aurora-postgresql", performanceInsightsEnabled: true } as const;

export default defineRule({
  id: "rds-performance-insights-kms",
  title: "Performance Insights is encrypted with a customer-managed KMS key",
  threat: "The text of statements, which may hold ePHI, is kept under a key that nobody can limit or withdraw.",
  remedy: "Set performanceInsightsKmsKeyId to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.ClusterInstance", "rds.Cluster"],
  check: (database, stack) =>
    when(
      database
        .at((p) => p.performanceInsightsEnabled)
        .or(false)
        .is(true),
      () => {
        const named = database.at((p) => p.performanceInsightsKmsKeyId);
        const own = () => stack.key(database, named).isCustomerManaged(because);
        const member = database.as("rds.ClusterInstance");
        if (!member || named.state !== "absent") return own();
        // Where the cluster configures it, its members take its key.
        return stack
          .target(
            member,
            member.at((p) => p.clusterIdentifier),
            "rds.Cluster",
          )
          .decide({
            resource: (cluster) =>
              stack
                .key(
                  cluster,
                  cluster.at((p) => p.performanceInsightsKmsKeyId),
                )
                .isCustomerManaged(because),
            absent: own,
          });
      },
      () => notApplicable("Performance Insights is not enabled"),
    ),
  equivalents: {
    checkov: ["CKV_AWS_354"],
    pulumi: [
      "aws-rds-instance-disallow-unencrypted-performance-insights",
      "aws-rds-clusterinstance-disallow-unencrypted-performance-insights",
    ],
  },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("rds.Instance", { ...instance, performanceInsightsEnabled: true, performanceInsightsKmsKeyId: key }),
      "key of the cluster": (s) => {
        const cluster = s.add("rds.Cluster", {
          engine: "aurora-postgresql",
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: key,
        });
        return s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
      },
    },
    bad: {
      "AWS's own key": (s) =>
        s.add("rds.Instance", { ...instance, performanceInsightsEnabled: true, performanceInsightsKmsKeyId: "alias/aws/rds" }),
      "no key": (s) => s.add("rds.Instance", { ...instance, performanceInsightsEnabled: true }),
      "neither member nor cluster": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        return s.add("rds.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
      },
    },
    unknown: {
      "key known later": (s) =>
        s.add("rds.Instance", { ...instance, performanceInsightsEnabled: true, performanceInsightsKmsKeyId: s.later() }),
    },
    notApplicable: {
      "not enabled": (s) => s.add("rds.Instance", instance),
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, performanceInsightsEnabled: true, tags: { DataClassification: "none" } }),
    },
  },
});
