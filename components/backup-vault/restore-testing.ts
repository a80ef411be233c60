import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, mapOf, objectOf, oneOf, optional, text } from "../foundation/checks";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";

/** One kind of resource whose backups are restored on trial. */
export interface RestoreTest {
  /** "Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS" or "S3". */
  resourceType: string;
  /**
   * What the trial restore takes in place of AWS Backup's own choice, by AWS's names: databases are restored into the default VPC unless
   * `dbSubnetGroupName` says where. Default: none; tables are restored under the vault's key.
   */
  metadata?: { [key: string]: pulumi.Input<string> };
}

/** Source: AWS Backup API Reference, RestoreTestingSelectionForCreate, `ProtectedResourceType`. */
const resourceTypes = ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"];

export const restoreTestArgument: Check = objectOf<RestoreTest>({
  resourceType: oneOf(resourceTypes),
  metadata: optional(mapOf(text({ maximum: 100 }), input(text({ maximum: 2048 })))),
});

/** Restored without being asked: none of them can be reached by a network before somebody attaches it. */
export const defaultRestoreTests: readonly RestoreTest[] = [{ resourceType: "DynamoDB" }, { resourceType: "EFS" }, { resourceType: "S3" }];

export interface RestoreTesting {
  readonly vaultArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly tests: readonly RestoreTest[];
  /** Whether the vault also holds backups that go back to any second, which are of another type. */
  readonly continuous: boolean;
  readonly tags: Tags;
}

/** AWS Backup takes letters, digits and underscores here, at most 50. */
const longestName = 50;
function nameOf(name: string): string {
  return physicalName(name, longestName).replaceAll("-", "_");
}

/**
 * Restores the newest backup of each resource in the vault once a month, and deletes what it restored an hour later: 45 CFR 164.308(a)(7)(ii)(D).
 * Source: AWS Backup Developer Guide, "Restore testing" and "Restore testing inferred metadata".
 */
export function testRestores(parent: pulumi.ComponentResource, name: string, settings: RestoreTesting): void {
  const { tests, keyArn, tags } = settings;
  const plan = new aws.backup.RestoreTestingPlan(
    name,
    {
      name: nameOf(name),
      scheduleExpression: "cron(0 9 1 * ? *)",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [settings.vaultArn],
        recoveryPointTypes: settings.continuous ? ["SNAPSHOT", "CONTINUOUS"] : ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
      tags,
    },
    { parent },
  );
  for (const { resourceType, metadata } of tests) {
    // What is restored from a table holds ePHI too, if only for an hour.
    const ownKey: Record<string, pulumi.Input<string>> = resourceType === "DynamoDB"
      ? { encryptionType: "KMS", kmsMasterKeyArn: keyArn }
      : {};
    const overrides = { ...ownKey, ...metadata };
    new aws.backup.RestoreTestingSelection(
      `${name}-${resourceType.toLowerCase()}`,
      {
        name: nameOf(`${name}-${resourceType}`),
        restoreTestingPlanName: plan.name,
        iamRoleArn: settings.roleArn,
        protectedResourceType: resourceType,
        protectedResourceArns: ["*"],
        validationWindowHours: 1,
        ...(Object.keys(overrides).length > 0 && { restoreMetadataOverrides: overrides }),
      },
      { parent, deletedWith: plan },
    );
  }
}
