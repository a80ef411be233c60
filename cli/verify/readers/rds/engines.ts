import type { Reading } from "../../reader";

/** Which module of the provider a database belongs to: one API answers for all three. */
export type Family = "rds" | "docdb" | "neptune";

/** Source: RDS API Reference, DBCluster: the engines of Amazon DocumentDB and Amazon Neptune have one name each. */
export function familyOf(engine: string | undefined): Family {
  return engine === "docdb" || engine === "neptune" ? engine : "rds";
}

/** The ARN of a part of RDS. Source: Amazon RDS User Guide, "Constructing an ARN for Amazon RDS". */
export function rdsArn({ account, region }: Pick<Reading, "account" | "region">, type: string, name: string): string {
  return `arn:${account.partition}:rds:${region}:${account.id}:${type}:${name}`;
}

interface Storage {
  readonly StorageEncrypted?: boolean | undefined;
  readonly Encrypted?: boolean | undefined;
  readonly StorageEncryptionType?: string | undefined;
}

/**
 * Whether storage is encrypted with any key: the flag is false where the key is one that AWS owns, and the type then says so.
 * Source: RDS API Reference, DBInstance and DBSnapshot: `StorageEncryptionType`.
 */
export function isEncrypted({ StorageEncrypted: database, Encrypted: snapshot, StorageEncryptionType: type }: Storage): boolean {
  return database === true || snapshot === true || type === "sse-kms" || type === "sse-rds";
}

/** What is on its way out: nobody can change it any more. */
export function isLeaving(status: string | undefined): boolean {
  return status === "deleting" || status === "deleted";
}
