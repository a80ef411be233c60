import { all, defineRule, notApplicable, when } from "../../rule";

const because = "it is not encrypted with a customer-managed key";
const instance = { replicationInstanceClass: "dms.t3.medium", replicationInstanceId: "move", publiclyAccessible: false };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const toS3 = {
  bucketName: "lake",
  endpointId: "lake",
  endpointType: "target",
  serviceAccessRoleArn: "arn:aws:iam::123456789012:role/dms",
};

export default defineRule({
  id: "dms-customer-key",
  title: "DMS keeps data and credentials under a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts ePHI on its way, or the passwords of the databases.",
  remedy:
    'Set kmsKeyArn (computeConfig.kmsKeyId on serverless replications) to a customer-managed KMS key; on S3 targets set encryptionMode to "SSE_KMS" with serverSideEncryptionKmsKeyId.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dms.ReplicationInstance", "dms.Endpoint", "dms.S3Endpoint", "dms.ReplicationConfig"],
  check(resource, stack) {
    const s3 = resource.as("dms.S3Endpoint");
    if (s3) {
      const named = s3.at((p) => p.serverSideEncryptionKmsKeyId);
      return when(
        s3.at((p) => p.endpointType).is("target"),
        () =>
          all(
            s3
              .at((p) => p.encryptionMode)
              .or("SSE_S3")
              .shown()
              .equals("SSE_KMS", because),
            stack.key(s3, named).isCustomerManaged(because),
          ),
        () => notApplicable("a source is read, not written"),
      );
    }
    const named =
      resource.as("dms.ReplicationInstance")?.at((p) => p.kmsKeyArn) ??
      resource.as("dms.Endpoint")?.at((p) => p.kmsKeyArn) ??
      resource.as("dms.ReplicationConfig")?.at((p) => p.computeConfig.kmsKeyId);
    return named ? stack.key(resource, named).isCustomerManaged(because) : notApplicable();
  },
  equivalents: { checkov: ["CKV_AWS_212", "CKV_AWS_296", "CKV_AWS_298"] },
  examples: {
    good: {
      "instance with a key": (s) => s.add("dms.ReplicationInstance", { ...instance, kmsKeyArn: key }),
      "endpoint with a key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("dms.Endpoint", { endpointId: "source", endpointType: "source", engineName: "postgres", kmsKeyArn: own.out("arn") });
      },
      "S3 target with a key": (s) => s.add("dms.S3Endpoint", { ...toS3, encryptionMode: "SSE_KMS", serverSideEncryptionKmsKeyId: key }),
    },
    bad: {
      "AWS's own key": (s) => s.add("dms.ReplicationInstance", { ...instance, kmsKeyArn: "alias/aws/dms" }),
      "instance without a key": (s) => s.add("dms.ReplicationInstance", instance),
      "S3 target under S3's key": (s) => s.add("dms.S3Endpoint", { ...toS3, encryptionMode: "SSE_S3" }),
      "serverless replication without a key": (s) =>
        s.add("dms.ReplicationConfig", {
          computeConfig: { replicationSubnetGroupId: "move" },
          replicationConfigIdentifier: "move",
          replicationType: "full-load",
          sourceEndpointArn: "arn:aws:dms:us-east-1:123456789012:endpoint:SOURCE",
          targetEndpointArn: "arn:aws:dms:us-east-1:123456789012:endpoint:TARGET",
          tableMappings: JSON.stringify({ rules: [] }),
        }),
    },
    unknown: {
      "key known later": (s) => s.add("dms.ReplicationInstance", { ...instance, kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dms.ReplicationInstance", { ...instance, tags: { DataClassification: "none" } }),
      "S3 source": (s) => s.add("dms.S3Endpoint", { ...toS3, endpointType: "source" }),
    },
  },
});
