// The smallest useful stack: documents in a bucket and visits in a table, with everything that they need to hold ePHI.
import { BackupVault, DataBucket, Table } from "@phiguard/components";

const backup = new BackupVault("backups");
const documents = new DataBucket("documents");
const visits = new Table("visits", { hashKey: "patient", rangeKey: "day", backup });

export const bucket = documents.bucket;
export const table = visits.tableName;
