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
  const { account, region, found } = reading;
  const [groups, policies] = await Promise.all([
    account.list(region, calls.logGroups, {}, { items: (page) => page.logGroups, next }),
    account.list(region, calls.logPolicies, {}, { items: (page) => page.resourcePolicies, next }),
  ]);
  for (const { policyName, policyDocument } of listed(reading, ["cloudwatch.LogResourcePolicy"], policies)) {
    if (policyName === undefined) continue;
    found.add({ kind: "cloudwatch.LogResourcePolicy", id: `${region}/${policyName}`, region, inputs: { policyName, policyDocument } });
  }
  await forEach(listed(reading, ["cloudwatch.LogGroup", "cloudwatch.LogSubscriptionFilter"], groups), (group) => readGroup(reading, group));
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
