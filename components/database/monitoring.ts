import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { awsManagedPolicyArn, type Location } from "../foundation/location";
import { onceThere } from "../foundation/once-there";
import { physicalName } from "../foundation/physical-name";
import { trustOfService } from "../foundation/policy-document";
import type { TopicReference } from "../foundation/references";

/** The role by which RDS writes the operating system's metrics to CloudWatch. Source: Amazon RDS User Guide, "Setting up and enabling Enhanced Monitoring". */
export function monitoringRole(parent: pulumi.ComponentResource, name: string, location: Location, tags: Tags): pulumi.Output<string> {
  const role = new aws.iam.Role(
    name,
    { name: physicalName(name, 64), assumeRolePolicy: trustOfService(location, "monitoring.rds"), tags },
    { parent, deleteBeforeReplace: true },
  );
  const attached = new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: awsManagedPolicyArn(location, "service-role/AmazonRDSEnhancedMonitoringRole") },
    { parent },
  );
  // RDS refuses a role that may not write metrics yet.
  return onceThere(role.arn, [attached]);
}

/** What RDS tells of. Source: Amazon RDS User Guide and Aurora User Guide, "Amazon RDS event categories and event messages". */
const categories = {
  "db-cluster": ["configuration change", "deletion", "failover", "failure", "maintenance", "notification"],
  "db-instance": [
    "availability",
    "backup",
    "configuration change",
    "deletion",
    "failover",
    "failure",
    "low storage",
    "maintenance",
    "security",
  ],
};

/** Tells a topic what happens to a database: changes, deletion, failover, failed backups, storage that runs out. */
export function tellOfEvents(
  parent: pulumi.ComponentResource,
  name: string,
  settings: {
    readonly topic: TopicReference;
    readonly sourceType: keyof typeof categories;
    readonly sourceId: pulumi.Input<string>;
    readonly tags: Tags;
  },
): void {
  const { topic, sourceType, sourceId, tags } = settings;
  new aws.rds.EventSubscription(
    name,
    {
      name: physicalName(name, 255),
      snsTopic: topic.arn,
      sourceType,
      sourceIds: [sourceId],
      eventCategories: categories[sourceType],
      tags,
    },
    { parent },
  );
}
