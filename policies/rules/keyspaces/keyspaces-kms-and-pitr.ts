import { all, defineRule, notApplicable, when } from "../../rule";

const because = "the table is not encrypted with a customer-managed key";
const table = {
  keyspaceName: "clinic",
  tableName: "visits",
  schemaDefinition: { columns: [{ name: "id", type: "uuid" }], partitionKeys: [{ name: "id" }] },
};
const encryptionSpecification = {
  type: "CUSTOMER_MANAGED_KMS_KEY",
  kmsKeyIdentifier: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};
const severalRegions = { replicationStrategy: "MULTI_REGION", regionLists: ["us-east-1", "us-west-2"] };
const pointInTimeRecovery = { status: "ENABLED" };

export default defineRule({
  id: "keyspaces-kms-and-pitr",
  title: "Keyspaces tables are under a customer-managed KMS key and can be restored to any point in time",
  threat: "With a key that AWS owns nobody can withdraw it when ePHI has leaked, and what a faulty program deletes is gone.",
  remedy:
    'Set encryptionSpecification to type "CUSTOMER_MANAGED_KMS_KEY" with a kmsKeyIdentifier, and pointInTimeRecovery.status to "ENABLED".',
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["keyspaces.Table"],
  check(table, stack) {
    const ownKey = () =>
      all(
        table
          .at((p) => p.encryptionSpecification?.type)
          .or("AWS_OWNED_KMS_KEY")
          .shown()
          .equals("CUSTOMER_MANAGED_KMS_KEY", because),
        stack
          .key(
            table,
            table.at((p) => p.encryptionSpecification?.kmsKeyIdentifier),
          )
          .isCustomerManaged(because),
      );
    const keyspace = table.at((p) => p.keyspaceName);
    // Tables of several Regions take AWS's own key only: Amazon Keyspaces Developer Guide, "Multi-Region replication usage notes".
    const encrypted = stack.target(table, keyspace, "keyspaces.Keyspace").decide({
      resource: (found) =>
        when(
          found.at((p) => p.replicationSpecification?.replicationStrategy).is("MULTI_REGION"),
          () => notApplicable("a table of several Regions takes no customer-managed key"),
          ownKey,
        ),
      absent: ownKey,
      outside: ownKey,
    });
    return all(
      encrypted,
      table
        .at((p) => p.pointInTimeRecovery?.status)
        .or("DISABLED")
        .shown()
        .equals("ENABLED", "point-in-time recovery is not enabled"),
    );
  },
  equivalents: { checkov: ["CKV_AWS_265"] },
  examples: {
    good: {
      "several Regions, which take AWS's own key only": (s) => {
        const keyspace = s.add("keyspaces.Keyspace", { name: "clinic", replicationSpecification: severalRegions });
        return s.add("keyspaces.Table", { ...table, keyspaceName: keyspace.out("name"), pointInTimeRecovery });
      },
      "key by its ARN": (s) => s.add("keyspaces.Table", { ...table, encryptionSpecification, pointInTimeRecovery }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("keyspaces.Table", {
          ...table,
          encryptionSpecification: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyIdentifier: own.out("arn") },
          pointInTimeRecovery,
        });
      },
    },
    bad: {
      "several Regions, without recovery": (s) => {
        const keyspace = s.add("keyspaces.Keyspace", { name: "clinic", replicationSpecification: severalRegions });
        return s.add("keyspaces.Table", { ...table, keyspaceName: keyspace.out("name") });
      },
      "no recovery": (s) => s.add("keyspaces.Table", { ...table, encryptionSpecification }),
      "key that AWS owns": (s) => s.add("keyspaces.Table", { ...table, pointInTimeRecovery }),
    },
    unknown: {
      "status known later": (s) =>
        s.add("keyspaces.Table", { ...table, encryptionSpecification, pointInTimeRecovery: { status: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("keyspaces.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
