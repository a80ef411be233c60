import type { LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { logsCalls as calls } from "../calls/logs";
import { part } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "cloudwatch.LogGroup",
  "cloudwatch.LogSubscriptionFilter",
  "cloudwatch.LogResourcePolicy",
] as const satisfies readonly ClassName[];

/** Log groups with their subscriptions, and the policies by which others write. */
export const logsReader: ServiceReader = { service: "logs", calls, regional: true, kinds, read };

const next = ({ nextToken }: { readonly nextToken?: string | undefined }) => (nextToken === undefined ? undefined : { nextToken });

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [groups] = await Promise.all([
    account.list(region, calls.logGroups, {}, { items: (page) => page.logGroups, next }),
    readPolicies(reading),
  ]);
  await forEach(listed(reading, ["cloudwatch.LogGroup", "cloudwatch.LogSubscriptionFilter"], groups), (group) => readGroup(reading, group));
}

/**
 * Policies of the account, and those of single log groups, which are listed only by their scope. They let AWS services write and nobody else, so one
 * that could not be listed is open, and no reason to block. Source: CloudWatch Logs API Reference, DescribeResourcePolicies and PutResourcePolicy.
 */
async function readPolicies(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [ofAccount, ofGroups] = await Promise.all([
    account.list(region, calls.logPolicies, {}, { items: (page) => page.resourcePolicies, next }),
    account.list(region, calls.logPolicies, { policyScope: "RESOURCE" }, { items: (page) => page.resourcePolicies, next }),
  ]);
  const policies = [...listed(reading, ["cloudwatch.LogResourcePolicy"], ofAccount), ...(ofGroups.state === "read" ? ofGroups.value : [])];
  for (const { policyName, policyDocument, resourceArn } of policies) {
    const of = resourceArn ?? policyName;
    if (of === undefined) continue;
    const inputs = { policyName, policyDocument, resourceArn };
    found.add({ kind: "cloudwatch.LogResourcePolicy", id: `${region}/${of}`, region, inputs });
  }
  if (ofGroups.state === "unread")
    found.add({
      kind: "cloudwatch.LogResourcePolicy",
      id: `${region}/of log groups`,
      region,
      inputs: { policyDocument: UNKNOWN },
      answers: [ofGroups],
      mayBeAbsent: true,
    });
}

async function readGroup({ account, region, found }: Reading, group: LogGroup): Promise<void> {
  const { logGroupName: name } = group;
  if (name === undefined) return;
  const arn =
    group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? `arn:${account.partition}:logs:${region}:${account.id}:log-group:${name}`;
  const [tags, subscriptions] = await Promise.all([
    account.ask(region, calls.logGroupTags, { resourceArn: arn }),
    account.list(region, calls.logSubscriptions, { logGroupName: name }, { items: (page) => page.subscriptionFilters, next }),
  ]);
  const urn = found.add({
    kind: "cloudwatch.LogGroup",
    id: arn,
    region,
    inputs: {
      name,
      retentionInDays: group.retentionInDays,
      kmsKeyId: group.kmsKeyId,
      logGroupClass: group.logGroupClass,
      deletionProtectionEnabled: group.deletionProtectionEnabled,
      tags: part(tags, ({ tags: map }) => map ?? {}),
    },
    observed: {
      createdAt: group.creationTime === undefined ? UNKNOWN : new Date(group.creationTime).toISOString(),
      storedBytes: group.storedBytes ?? UNKNOWN,
      // Asked later, of the groups that are known to receive something.
      lastEventTime: UNKNOWN,
    },
    // Trails name a group by its ARN with ":*" behind it.
    outputs: { arn, id: `${arn}:*`, name },
    answers: [tags],
  });
  if (subscriptions.state === "unread") {
    found.add({
      kind: "cloudwatch.LogSubscriptionFilter",
      id: arn,
      region,
      inputs: { logGroup: name, destinationArn: UNKNOWN, filterPattern: UNKNOWN },
      refersTo: { logGroup: urn },
      answers: [subscriptions],
      mayBeAbsent: true,
    });
    return;
  }
  for (const filter of subscriptions.state === "read" ? subscriptions.value : []) {
    found.add({
      kind: "cloudwatch.LogSubscriptionFilter",
      id: `${arn}/${filter.filterName ?? ""}`,
      region,
      inputs: {
        logGroup: name,
        name: filter.filterName,
        destinationArn: filter.destinationArn,
        filterPattern: filter.filterPattern,
        roleArn: filter.roleArn,
      },
      refersTo: { logGroup: urn },
    });
  }
}
