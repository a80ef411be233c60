import { or, type Ternary } from "../aws/ternary";
import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Referrer, Stack } from "../graph/stack";

interface Actions {
  readonly state: "known" | "absent" | "unknown";
  readonly cells: readonly Cell<unknown>[];
}

interface AlarmTopics {
  readonly certain: ReadonlySet<string>;
  /** Whether a reference that is not known yet may be to any topic. */
  readonly open: boolean;
}

const known = new WeakMap<Stack, AlarmTopics>();

/** Where alarms and event rules send what happens, found once for each stack: an account may have thousands of alarms. */
function alarmTopics(stack: Stack): AlarmTopics {
  const before = known.get(stack);
  if (before) return before;
  const certain = new Set<string>();
  let open = false;
  const take = (from: Referrer, cell: Cell<unknown>) => {
    const target = stack.target(from, cell, "sns.Topic");
    if (target.resource) certain.add(target.resource.urn);
    else if (target.state !== "outside" && target.state !== "absent") open = true;
  };
  const takeAll = (from: Referrer, actions: Actions) => {
    if (actions.state === "unknown") open = true;
    for (const cell of actions.cells) take(from, cell);
  };
  for (const alarm of stack.all("cloudwatch.MetricAlarm"))
    takeAll(
      alarm,
      alarm.list((p) => p.alarmActions),
    );
  for (const alarm of stack.all("cloudwatch.CompositeAlarm"))
    takeAll(
      alarm,
      alarm.list((p) => p.alarmActions),
    );
  for (const target of stack.all("cloudwatch.EventTarget"))
    take(
      target,
      target.at((p) => p.arn),
    );
  const found = { certain, open };
  if (stack.complete) known.set(stack, found);
  return found;
}

/** Whether an alarm or an event rule sends to a topic. */
export function carriesAlarms(topic: Resource<"sns.Topic">, stack: Stack): Ternary {
  const { certain, open } = alarmTopics(stack);
  return or(certain.has(topic.urn) ? "yes" : "no", open || !stack.complete ? "unknown" : "no");
}
