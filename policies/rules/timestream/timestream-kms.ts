import { all, defineRule, notApplicable } from "../../rule";

const because = "it is not encrypted with a customer-managed key";
const reports = "reports with data in them are not encrypted with a KMS key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const query = {
  executionRoleArn: "arn:aws:iam::123456789012:role/query",
  queryString: "SELECT 1",
  notificationConfiguration: { snsConfiguration: { topicArn: "arn:aws:sns:us-east-1:123456789012:queries" } },
  scheduleConfiguration: { scheduleExpression: "rate(1 day)" },
  targetConfiguration: {
    timestreamConfiguration: { databaseName: "vitals", tableName: "daily", timeColumn: "time", dimensionMappings: [] },
  },
};

export default defineRule({
  id: "timestream-kms",
  title: "Timestream is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts the data, or withdraw the key when ePHI has leaked.",
  remedy: 'Set kmsKeyId to a customer-managed KMS key, and the encryptionOption of rejected data and error reports to "SSE_KMS".',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["timestreamwrite.Database", "timestreamwrite.Table", "timestreamquery.ScheduledQuery"],
  check(resource, stack) {
    const database = resource.as("timestreamwrite.Database");
    if (database) {
      const named = database.at((p) => p.kmsKeyId);
      return stack.key(database, named).isCustomerManaged(because);
    }
    const table = resource.as("timestreamwrite.Table");
    if (table) {
      const location = table.at((p) => p.magneticStoreWriteProperties?.magneticStoreRejectedDataLocation?.s3Configuration);
      if (location.state === "absent") return notApplicable("its data is the database's, and no rejected data is kept");
      return table
        .at((p) => p.magneticStoreWriteProperties?.magneticStoreRejectedDataLocation?.s3Configuration?.encryptionOption)
        .or("SSE_S3")
        .shown()
        .equals("SSE_KMS", reports);
    }
    const scheduled = resource.as("timestreamquery.ScheduledQuery");
    if (!scheduled) return notApplicable();
    const named = scheduled.at((p) => p.kmsKeyId);
    return all(
      stack.key(scheduled, named).isCustomerManaged(because),
      scheduled
        .at((p) => p.errorReportConfiguration.s3Configuration.encryptionOption)
        .or("SSE_S3")
        .shown()
        .equals("SSE_KMS", reports),
    );
  },
  equivalents: { cdkNag: ["TimestreamDatabaseCustomerManagedKey"], checkov: ["CKV_AWS_160"] },
  examples: {
    good: {
      "database with a key": (s) => s.add("timestreamwrite.Database", { databaseName: "vitals", kmsKeyId: key }),
      "rejected data under a key": (s) =>
        s.add("timestreamwrite.Table", {
          databaseName: "vitals",
          tableName: "heart-rate",
          magneticStoreWriteProperties: {
            enableMagneticStoreWrites: true,
            magneticStoreRejectedDataLocation: { s3Configuration: { bucketName: "rejected", encryptionOption: "SSE_KMS", kmsKeyId: key } },
          },
        }),
      "scheduled query": (s) =>
        s.add("timestreamquery.ScheduledQuery", {
          ...query,
          kmsKeyId: key,
          errorReportConfiguration: { s3Configuration: { bucketName: "errors", encryptionOption: "SSE_KMS" } },
        }),
    },
    bad: {
      "database without a key": (s) => s.add("timestreamwrite.Database", { databaseName: "vitals" }),
      "rejected data under S3's key": (s) =>
        s.add("timestreamwrite.Table", {
          databaseName: "vitals",
          tableName: "heart-rate",
          magneticStoreWriteProperties: {
            enableMagneticStoreWrites: true,
            magneticStoreRejectedDataLocation: { s3Configuration: { bucketName: "rejected", encryptionOption: "SSE_S3" } },
          },
        }),
      "error reports under S3's key": (s) =>
        s.add("timestreamquery.ScheduledQuery", {
          ...query,
          kmsKeyId: key,
          errorReportConfiguration: { s3Configuration: { bucketName: "errors" } },
        }),
    },
    unknown: {
      "key known later": (s) => s.add("timestreamwrite.Database", { databaseName: "vitals", kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("timestreamwrite.Database", { databaseName: "vitals", tags: { DataClassification: "none" } }),
      "table that keeps no rejected data": (s) => s.add("timestreamwrite.Table", { databaseName: "vitals", tableName: "heart-rate" }),
    },
  },
});
