import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { awsManagedPolicyArn, type Location } from "../foundation/location";
import { onceThere } from "../foundation/once-there";
import { physicalName } from "../foundation/physical-name";
import { trustOfServiceWithoutSource } from "../foundation/policy-document";

/** Source: AWS Backup Developer Guide, "IAM service roles" and "Managed policies for AWS Backup". */
const policies: Readonly<Record<string, string>> = {
  backup: "service-role/AWSBackupServiceRolePolicyForBackup",
  restore: "service-role/AWSBackupServiceRolePolicyForRestores",
  "bucket-backup": "AWSBackupServiceRolePolicyForS3Backup",
  "bucket-restore": "AWSBackupServiceRolePolicyForS3Restore",
};

/** The role with which AWS Backup reads and restores. Answers its ARN, once it may do all that. */
export function backupRole(parent: pulumi.ComponentResource, name: string, location: Location, tags: Tags): pulumi.Output<string> {
  const role = new aws.iam.Role(
    name,
    { name: physicalName(name, 64), assumeRolePolicy: trustOfServiceWithoutSource("backup"), tags },
    { parent, deleteBeforeReplace: true },
  );
  const attached = Object.entries(policies).map(
    ([what, policy]) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${what}`,
        { role: role.name, policyArn: awsManagedPolicyArn(location, policy) },
        { parent },
      ),
  );
  return onceThere(role.arn, attached);
}
