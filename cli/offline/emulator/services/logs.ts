import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteResourcePolicyCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeResourcePoliciesCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making, setting } from "../kind";

const logs = service((configuration) => new CloudWatchLogsClient(configuration));

async function retain(making: Making<PropertiesOf<"cloudwatch.LogGroup">>): Promise<void> {
  const { name: logGroupName, retentionInDays } = making.inputs;
  if (retentionInDays) await logs(making, PutRetentionPolicyCommand, { logGroupName, retentionInDays });
  else await logs(making, DeleteRetentionPolicyCommand, { logGroupName });
}

const logGroup = emulated("cloudwatch.LogGroup", {
  async create(making) {
    const { name: logGroupName = "", kmsKeyId, logGroupClass, deletionProtectionEnabled } = making.inputs;
    await logs(making, CreateLogGroupCommand, { logGroupName, kmsKeyId, logGroupClass, deletionProtectionEnabled, tags: making.tags });
    await retain(making);
    return {
      id: logGroupName,
      outputs: { arn: `arn:${making.partition}:logs:${making.region}:${making.accountId}:log-group:${logGroupName}` },
    };
  },
  async read(standing) {
    const { logGroups: found = [] } = await logs(standing, DescribeLogGroupsCommand, { logGroupNamePrefix: standing.id });
    const own = found.find(({ logGroupName }) => logGroupName === standing.id);
    return own && { retentionInDays: own.retentionInDays ?? null, kmsKeyId: own.kmsKeyId ?? null };
  },
  async update(standing) {
    const { name: logGroupName, kmsKeyId } = standing.inputs;
    // moto 5.2.5 has no AssociateKmsKey: it is asked only where the key is another one, and its error is then seen.
    const { logGroups: found = [] } = await logs(standing, DescribeLogGroupsCommand, { logGroupNamePrefix: logGroupName });
    const current = found.find((group) => group.logGroupName === logGroupName)?.kmsKeyId;
    if (kmsKeyId !== undefined && kmsKeyId !== current) await logs(standing, AssociateKmsKeyCommand, { logGroupName, kmsKeyId });
    await retain(standing);
  },
  delete: (standing) => logs(standing, DeleteLogGroupCommand, { logGroupName: standing.id }),
});

const metricFilter = setting("cloudwatch.LogMetricFilter", {
  id: ({ inputs }) => inputs.name ?? "",
  put: (making) => {
    const { name, logGroupName, pattern, metricTransformation: metric } = making.inputs;
    return logs(making, PutMetricFilterCommand, {
      filterName: name,
      logGroupName,
      filterPattern: pattern,
      metricTransformations: [
        {
          metricName: metric.name,
          metricNamespace: metric.namespace,
          metricValue: metric.value,
          unit: metric.unit,
          // Where Pulumi's is a text, AWS's is a number.
          defaultValue: metric.defaultValue === undefined ? undefined : Number(metric.defaultValue),
        },
      ],
    });
  },
  async read(making) {
    const { name, logGroupName } = making.inputs;
    const { metricFilters: found = [] } = await logs(making, DescribeMetricFiltersCommand, { logGroupName, filterNamePrefix: name });
    const own = found.find(({ filterName }) => filterName === name);
    return own && { pattern: own.filterPattern };
  },
  remove: (making) => logs(making, DeleteMetricFilterCommand, { filterName: making.inputs.name, logGroupName: making.inputs.logGroupName }),
});

const resourcePolicy = setting("cloudwatch.LogResourcePolicy", {
  id: ({ inputs }) => inputs.policyName ?? "",
  put: (making) =>
    logs(making, PutResourcePolicyCommand, { policyName: making.inputs.policyName, policyDocument: making.inputs.policyDocument }),
  async read(making) {
    const { resourcePolicies: found = [] } = await logs(making, DescribeResourcePoliciesCommand, {});
    const own = found.find(({ policyName }) => policyName === making.inputs.policyName);
    return own && { policyDocument: own.policyDocument };
  },
  remove: (making) => logs(making, DeleteResourcePolicyCommand, { policyName: making.inputs.policyName }),
});

export const logsKinds = [logGroup, metricFilter, resourcePolicy];
