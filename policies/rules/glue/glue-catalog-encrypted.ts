import { all, defineRule } from "../../rule";

const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const settings = (catalogEncryptionMode: string, returnConnectionPasswordEncrypted: boolean) => ({
  dataCatalogEncryptionSettings: {
    encryptionAtRest: { catalogEncryptionMode, sseAwsKmsKeyId: key },
    connectionPasswordEncryption: { returnConnectionPasswordEncrypted, awsKmsKeyId: key },
  },
});

export default defineRule({
  id: "glue-catalog-encrypted",
  title: "The Glue Data Catalog encrypts its metadata and the passwords of connections",
  threat: "Whoever may read the catalog reads the passwords of databases that hold ePHI.",
  remedy:
    'Set encryptionAtRest.catalogEncryptionMode to "SSE-KMS" and connectionPasswordEncryption.returnConnectionPasswordEncrypted to true, each with a KMS key.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["glue.DataCatalogEncryptionSettings"],
  check: (catalog) =>
    all(
      catalog
        .at((p) => p.dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode)
        .shown()
        .oneOf(["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"], "the catalog's metadata is not encrypted"),
      catalog
        .at((p) => p.dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted)
        .equals(true, "passwords of connections are returned in plain text"),
    ),
  equivalents: {
    prowler: ["glue_data_catalogs_metadata_encryption_enabled", "glue_data_catalogs_connection_passwords_encryption_enabled"],
    checkov: ["CKV_AWS_94"],
  },
  examples: {
    good: {
      both: (s) => s.add("glue.DataCatalogEncryptionSettings", settings("SSE-KMS", true)),
      "both, with a service role": (s) => s.add("glue.DataCatalogEncryptionSettings", settings("SSE-KMS-WITH-SERVICE-ROLE", true)),
    },
    bad: {
      "metadata not encrypted": (s) => s.add("glue.DataCatalogEncryptionSettings", settings("DISABLED", true)),
      "passwords in plain text": (s) => s.add("glue.DataCatalogEncryptionSettings", settings("SSE-KMS", false)),
    },
    unknown: {
      "settings known later": (s) => s.add("glue.DataCatalogEncryptionSettings", { dataCatalogEncryptionSettings: s.later() }),
    },
    notApplicable: {
      "a database of the catalog, which is encrypted with it": (s) => s.add("glue.CatalogDatabase", { name: "results" }),
    },
  },
});
