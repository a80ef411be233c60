import { CloudWatchClient, DeleteAlarmsCommand, DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { service } from "../emulator";
import { setting } from "../kind";
import { tagList } from "../shape";

const cloudwatch = service((configuration) => new CloudWatchClient(configuration));

const metricAlarm = setting("cloudwatch.MetricAlarm", {
  id: ({ inputs }) => inputs.name ?? "",
  put: (making) => {
    const { inputs } = making;
    return cloudwatch(making, PutMetricAlarmCommand, {
      AlarmName: inputs.name,
      AlarmDescription: inputs.alarmDescription,
      ActionsEnabled: inputs.actionsEnabled,
      AlarmActions: inputs.alarmActions,
      OKActions: inputs.okActions,
      MetricName: inputs.metricName,
      Namespace: inputs.namespace,
      Statistic: inputs.statistic,
      Dimensions: Object.entries(inputs.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
      Period: inputs.period,
      EvaluationPeriods: inputs.evaluationPeriods,
      DatapointsToAlarm: inputs.datapointsToAlarm,
      Threshold: inputs.threshold,
      ComparisonOperator: inputs.comparisonOperator,
      TreatMissingData: inputs.treatMissingData,
      Tags: tagList(making.tags),
    });
  },
  async read(making) {
    const { MetricAlarms: found = [] } = await cloudwatch(making, DescribeAlarmsCommand, { AlarmNames: [making.inputs.name] });
    const [own] = found;
    return (
      own && { alarmActions: own.AlarmActions, threshold: own.Threshold, ...(own.ActionsEnabled === false && { actionsEnabled: false }) }
    );
  },
  remove: (making) => cloudwatch(making, DeleteAlarmsCommand, { AlarmNames: [making.inputs.name] }),
});

export const cloudwatchKinds = [metricAlarm];
