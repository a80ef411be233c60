import type { CompositeAlarm, MetricAlarm, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { ClassName } from "../../../policies/aws/kinds";
import { cloudwatchCalls as calls } from "../calls/cloudwatch";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const alarmKinds = ["cloudwatch.MetricAlarm", "cloudwatch.CompositeAlarm"] as const satisfies readonly ClassName[];
const filterKinds = ["cloudwatch.LogMetricFilter"] as const satisfies readonly ClassName[];

/** Alarms, and the metric filters of log groups that some of them watch. */
export const cloudwatchReader: ServiceReader = {
  service: "cloudwatch",
  calls,
  regional: true,
  kinds: [...alarmKinds, ...filterKinds],
  read,
};

async function read(reading: Reading): Promise<void> {
  await Promise.all([readAlarms(reading), readFilters(reading)]);
}

async function readAlarms(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  // Without their types, CloudWatch answers metric alarms only.
  const answer = await account.list(
    region,
    calls.alarms,
    { AlarmTypes: ["CompositeAlarm", "MetricAlarm"], MaxRecords: 100 },
    {
      items: (page) => [page],
      next: ({ NextToken: token }) => (token === undefined || token === "" ? undefined : { NextToken: token }),
    },
  );
  const pages = listed(reading, alarmKinds, answer);
  const metric = pages.flatMap(({ MetricAlarms: alarms }) => alarms ?? []);
  const composite = pages.flatMap(({ CompositeAlarms: alarms }) => alarms ?? []);
  const urns = new Map<string, string>();
  for (const [kind, alarms] of [
    ["cloudwatch.MetricAlarm", metric],
    ["cloudwatch.CompositeAlarm", composite],
  ] as const)
    for (const { AlarmArn: arn, AlarmName: name } of alarms) {
      if (arn === undefined || name === undefined) continue;
      urns.set(arn, found.urnOf(kind, arn));
      urns.set(name, found.urnOf(kind, arn));
    }
  await Promise.all([
    forEach(metric, (alarm) => readMetricAlarm(reading, alarm)),
    forEach(composite, (alarm) => readCompositeAlarm(reading, alarm, urns)),
  ]);
}

async function readMetricAlarm({ account, region, found }: Reading, alarm: MetricAlarm): Promise<void> {
  const { AlarmArn: arn, AlarmName: name } = alarm;
  if (arn === undefined || name === undefined) return;
  const tags = await account.ask(region, calls.alarmTags, { ResourceARN: arn });
  found.add({
    kind: "cloudwatch.MetricAlarm",
    id: arn,
    region,
    inputs: {
      name,
      ...metricOf(alarm),
      comparisonOperator: alarm.ComparisonOperator,
      evaluationPeriods: alarm.EvaluationPeriods,
      actionsEnabled: alarm.ActionsEnabled,
      alarmActions: alarm.AlarmActions,
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: name, name },
    answers: [tags],
  });
}

/** An alarm on an expression over one metric alone, as FILL(m1, 0), is one on that metric. */
function metricOf({ MetricName, Namespace, Metrics: queries }: MetricAlarm) {
  const metrics = (queries ?? []).flatMap(({ MetricStat: stat }: MetricDataQuery) => stat?.Metric ?? []);
  const [first] = metrics;
  const isOne = metrics.every((metric) => metric.MetricName === first?.MetricName && metric.Namespace === first?.Namespace);
  return isOne && first !== undefined
    ? { metricName: first.MetricName, namespace: first.Namespace }
    : { metricName: MetricName, namespace: Namespace };
}

/** `ALARM("high-cpu")`, `ALARM(arn:aws:cloudwatch:...)`, and not what keeps the alarm quiet. Source: CloudWatch API Reference, PutCompositeAlarm, `AlarmRule`. */
const wakingParts = /(?<!\bNOT\s*\(?\s*)\bALARM\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()\s"']+))\s*\)/g;

async function readCompositeAlarm(
  { account, region, found }: Reading,
  alarm: CompositeAlarm,
  urns: ReadonlyMap<string, string>,
): Promise<void> {
  const { AlarmArn: arn, AlarmName: alarmName, AlarmRule: alarmRule = "" } = alarm;
  if (arn === undefined || alarmName === undefined) return;
  const tags = await account.ask(region, calls.alarmTags, { ResourceARN: arn });
  const parts = [...alarmRule.matchAll(wakingParts)].flatMap(([, quoted, single, bare]) => urns.get(quoted ?? single ?? bare ?? "") ?? []);
  found.add({
    kind: "cloudwatch.CompositeAlarm",
    id: arn,
    region,
    inputs: {
      alarmName,
      alarmRule,
      actionsEnabled: alarm.ActionsEnabled,
      alarmActions: alarm.AlarmActions,
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: alarmName, name: alarmName },
    refersTo: { alarmRule: [...new Set(parts)] },
    answers: [tags],
  });
}

async function readFilters(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const filters = await account.list(
    region,
    calls.metricFilters,
    {},
    { items: (page) => page.metricFilters, next: ({ nextToken }) => (nextToken === undefined ? undefined : { nextToken }) },
  );
  for (const { filterName: name, filterPattern: pattern, logGroupName, metricTransformations } of listed(reading, filterKinds, filters)) {
    // A filter has one transformation. Source: CloudWatch Logs API Reference, PutMetricFilter.
    const [to] = metricTransformations ?? [];
    found.add({
      kind: "cloudwatch.LogMetricFilter",
      id: `${region}/${logGroupName ?? ""}/${name ?? ""}`,
      region,
      inputs: {
        name,
        logGroupName,
        pattern,
        metricTransformation: to && { name: to.metricName, namespace: to.metricNamespace, value: to.metricValue },
      },
    });
  }
}
