import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { setting } from "../kind";
import { pascalFields, tagList } from "../shape";

const events = service((configuration) => new EventBridgeClient(configuration));

/** The bus that each Region has by itself is not named in ids. */
function onBus(bus: string | undefined, separator: string): string {
  return bus === undefined || bus === "default" ? "" : `${bus}${separator}`;
}

const rule = setting("cloudwatch.EventRule", {
  id: ({ inputs }) => `${onBus(inputs.eventBusName, "/")}${inputs.name ?? ""}`,
  put: (making) => {
    const { name, eventBusName, eventPattern, scheduleExpression, state, description, roleArn } = making.inputs;
    return events(making, PutRuleCommand, {
      Name: name,
      EventBusName: eventBusName,
      EventPattern: eventPattern,
      ScheduleExpression: scheduleExpression,
      State: state,
      Description: description,
      RoleArn: roleArn,
      Tags: tagList(making.tags),
    });
  },
  async read(making) {
    const { name: Name, eventBusName: EventBusName } = making.inputs;
    const found = await events(making, DescribeRuleCommand, { Name, EventBusName });
    return {
      eventPattern: found.EventPattern ?? null,
      scheduleExpression: found.ScheduleExpression ?? null,
      ...(found.State !== undefined && found.State !== (making.inputs.state ?? "ENABLED") && { state: found.State }),
    };
  },
  remove: (making) => events(making, DeleteRuleCommand, { Name: making.inputs.name, EventBusName: making.inputs.eventBusName }),
});

function ruleOf({ rule: Rule, eventBusName: EventBusName }: PropertiesOf<"cloudwatch.EventTarget">) {
  return { Rule, EventBusName };
}

const target = setting("cloudwatch.EventTarget", {
  id: ({ inputs }) => `${onBus(inputs.eventBusName, "-")}${inputs.rule}-${inputs.targetId ?? ""}`,
  put: (making) => {
    const { targetId: Id, arn, roleArn, deadLetterConfig, input } = making.inputs;
    return events(making, PutTargetsCommand, {
      ...ruleOf(making.inputs),
      Targets: [{ Id, Arn: arn, RoleArn: roleArn, Input: input, DeadLetterConfig: deadLetterConfig && pascalFields(deadLetterConfig) }],
    });
  },
  async read(making) {
    const { Targets: found = [] } = await events(making, ListTargetsByRuleCommand, ruleOf(making.inputs));
    const own = found.find(({ Id }) => Id === making.inputs.targetId);
    return own && { arn: own.Arn };
  },
  remove: (making) => events(making, RemoveTargetsCommand, { ...ruleOf(making.inputs), Ids: [making.inputs.targetId] }),
});

export const eventbridgeKinds = [rule, target];
