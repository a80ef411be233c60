import type { Cell } from "../../cell";
import { all, defineRule, notApplicable } from "../../rule";

const because = "what the gateway stores is not encrypted under a KMS key";
const encrypted = (flag: Cell<boolean>) => flag.or(false).equals(true, because);

export default defineRule({
  id: "storagegateway-share-encrypted",
  title: "Storage Gateway shares and volumes are encrypted under a customer-managed KMS key",
  threat: "Whoever may read the gateway's storage reads ePHI: no key policy stands in the way.",
  remedy: "Set kmsEncrypted to true, and kmsKeyArn (kmsKey on volumes) to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: [
    "storagegateway.NfsFileShare",
    "storagegateway.SmbFileShare",
    "storagegateway.CachesIscsiVolume",
    "storagegateway.StoredIscsiVolume",
  ],
  check(store, stack) {
    const share = store.as("storagegateway.NfsFileShare") ?? store.as("storagegateway.SmbFileShare");
    const volume = store.as("storagegateway.CachesIscsiVolume") ?? store.as("storagegateway.StoredIscsiVolume");
    const key = share?.at((p) => p.kmsKeyArn) ?? volume?.at((p) => p.kmsKey);
    if (key === undefined) return notApplicable();
    return all(encrypted(store.at((p) => p.kmsEncrypted)), stack.key(store, key).isCustomerManaged(because));
  },
  equivalents: { prowler: ["storagegateway_fileshare_encryption_enabled"] },
  examples: {
    good: {
      "NFS, key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("storagegateway.NfsFileShare", {
          clientLists: ["10.0.0.0/16"],
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          kmsEncrypted: true,
          kmsKeyArn: key.out("arn"),
        });
      },
      volume: (s) =>
        s.add("storagegateway.StoredIscsiVolume", {
          diskId: "disk-1",
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          networkInterfaceId: "10.0.0.5",
          preserveExistingData: false,
          targetName: "records",
          kmsEncrypted: true,
          kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
      "cached volume under a key": (s) =>
        s.addUntyped("storagegateway.CachesIscsiVolume", {
          targetName: "records",
          kmsEncrypted: true,
          kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "SMB, nothing set": (s) =>
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
        }),
      "volume, switched off": (s) =>
        s.add("storagegateway.StoredIscsiVolume", {
          diskId: "disk-1",
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          networkInterfaceId: "10.0.0.5",
          preserveExistingData: false,
          targetName: "records",
          kmsEncrypted: false,
        }),
      "cached volume with nothing set": (s) =>
        s.addUntyped("storagegateway.CachesIscsiVolume", { volumeSizeInBytes: 1_000_000, targetName: "records" }),
      "a key beside encryption that is left off": (s) =>
        s.addUntyped("storagegateway.CachesIscsiVolume", {
          targetName: "records",
          kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    unknown: {
      "known later": (s) =>
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          kmsEncrypted: s.later(),
          kmsKeyArn: s.later(),
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::assets",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
