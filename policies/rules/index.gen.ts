import rds_storage_encrypted from "./rds/rds-storage-encrypted";
import s3_versioning from "./s3/s3-versioning";
export const rules = [rds_storage_encrypted, s3_versioning];
