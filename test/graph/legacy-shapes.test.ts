import { currentShape, legacySpelling } from "../../policies/aws/legacy-shapes";
import { UNKNOWN } from "../../policies/unknown";

const rule = { applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }], bucketKeyEnabled: true };

test("blocks of BucketV2 take the shape that Bucket has today", () => {
  const shape = currentShape("s3.BucketV2", {
    bucket: "b",
    versionings: [{ enabled: true }],
    serverSideEncryptionConfigurations: [{ rules: [rule] }],
    objectLockConfiguration: { rules: [{ defaultRetentions: [{ mode: "COMPLIANCE", years: 6 }] }] },
    replicationConfigurations: [{ role: "r", rules: [{ status: "Enabled", destinations: [{ bucket: "d" }] }] }],
  });
  expect(shape).toEqual({
    bucket: "b",
    versioning: { enabled: true },
    serverSideEncryptionConfiguration: {
      rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true },
    },
    objectLockConfiguration: { rule: { defaultRetention: { mode: "COMPLIANCE", years: 6 } } },
    replicationConfiguration: { role: "r", rules: [{ status: "Enabled", destination: { bucket: "d" } }] },
  });
});

test("lists stay lists, with today's blocks in them", () => {
  expect(
    currentShape("s3.BucketV2", {
      lifecycleRules: [{ enabled: true, expirations: [{ days: 30 }], noncurrentVersionExpirations: [{ days: 90 }] }, { enabled: false }],
      replicationConfigurations: [{ rules: [{ filters: [{ prefix: "scans/" }] }] }],
    }),
  ).toEqual({
    lifecycleRules: [{ enabled: true, expiration: { days: 30 }, noncurrentVersionExpiration: { days: 90 } }, { enabled: false }],
    replicationConfiguration: { rules: [{ filter: { prefix: "scans/" } }] },
  });
});

test("what is not a block is left as it is", () => {
  expect(currentShape("s3.BucketV2", { objectLockConfiguration: [null], versionings: null })).toEqual({
    objectLockConfiguration: null,
    versioning: null,
  });
});

test("unknown parts stay unknown, wherever they are", () => {
  expect(currentShape("s3.BucketV2", { versionings: UNKNOWN, loggings: [UNKNOWN] })).toEqual({ versioning: UNKNOWN, logging: UNKNOWN });
});

test("other classes are left as they are", () => {
  const properties = { versionings: [] };
  expect(currentShape("s3.Bucket", properties)).toBe(properties);
  expect(legacySpelling("s3.Bucket")).toBeUndefined();
});

test("paths are told as the program spells them", () => {
  const spelling = legacySpelling("s3.BucketV2");
  expect(spelling?.("versioning.enabled")).toBe("versionings[0].enabled");
  expect(spelling?.("serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm")).toBe(
    "serverSideEncryptionConfigurations[0].rules[0].applyServerSideEncryptionByDefaults[0].sseAlgorithm",
  );
  expect(spelling?.("replicationConfiguration.rules[1].destination.bucket")).toBe(
    "replicationConfigurations[0].rules[1].destinations[0].bucket",
  );
  expect(spelling?.("lifecycleRules[2].noncurrentVersionExpiration.days")).toBe("lifecycleRules[2].noncurrentVersionExpirations[0].days");
  expect(spelling?.("objectLockConfiguration.rule")).toBe("objectLockConfiguration.rules[0]");
  expect(spelling?.("acl")).toBe("acl");
});
