import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import type { List } from "../reader";
import { all, any, fail, pass, type Verdict, when } from "../verdict";
import { and, type Ternary, ternary } from "./ternary";

/** Something that must raise an alarm when CloudTrail records it. */
export interface Activity {
  /** What it is, as a message names it: "failed console sign-ins". */
  readonly what: string;
  /** Ways to select it: a pattern selects it when it holds every word of one of these lists, names of events and of fields. */
  readonly words: readonly (readonly string[])[];
}

type MetricFilter = Resource<"cloudwatch.LogMetricFilter">;

/**
 * Patterns are not evaluated, only searched for the words that any selection of the activity must hold. Metric filters and event rules
 * write the names of CloudTrail's fields and events alike.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters"; EventBridge User Guide, "Event patterns".
 */
function selects(pattern: Cell<string>, { what, words }: Activity): Verdict {
  const holdsWords = (text: string) => words.some((list) => list.every((word) => text.includes(word)));
  return pattern.test(holdsWords, `a pattern that selects ${what}`, `no pattern selects ${what}`);
}

/** Names of metrics are outputs of the filter in well-written programs: those are known by where they come from before their value is. */
function sameMetric(alarm: Resource<"cloudwatch.MetricAlarm">, filter: MetricFilter, stack: Stack): Ternary {
  const same = (of: Cell<string>, wanted: Cell<string>): Ternary => {
    if (wanted.value !== undefined && of.state !== "unknown") return ternary(of.value === wanted.value);
    return stack.target(alarm, of, "cloudwatch.LogMetricFilter").resource?.urn === filter.urn ? "yes" : "unknown";
  };
  return and(
    same(
      alarm.at((p) => p.metricName),
      filter.at((p) => p.metricTransformation.name),
    ),
    same(
      alarm.at((p) => p.namespace),
      filter.at((p) => p.metricTransformation.namespace),
    ),
  );
}

/** Whether an alarm has an action to take, and takes it. */
export function takesAction(actionsEnabled: Cell<boolean>, alarmActions: Pick<List<unknown>, "isNotEmpty">): Verdict {
  return all(
    actionsEnabled.or(true).equals(true, "the actions of the alarm are switched off"),
    alarmActions.isNotEmpty("the alarm has no action", "an action"),
  );
}

function raisesAlarm(filter: MetricFilter, stack: Stack, because: string): Verdict {
  const alarms = stack.all("cloudwatch.MetricAlarm").map((alarm) =>
    when(
      sameMetric(alarm, filter, stack),
      () =>
        takesAction(
          alarm.at((p) => p.actionsEnabled),
          alarm.list((p) => p.alarmActions),
        ),
      () => fail(because),
    ),
  );
  return alarms.length === 0 ? fail(because) : any(...alarms);
}

/** Whether what CloudTrail records comes by a rule: to the default bus, and to another one where a rule sends it there. Source: EventBridge User Guide, "Events". */
function seesCalls(rule: Resource<"cloudwatch.EventRule">, stack: Stack, because: string): Verdict {
  const bus = rule.at((p) => p.eventBusName);
  if (bus.or("default").ask((name) => /^(arn:.*\/)?default$/.test(name)) === "yes") return pass();
  // A bus of the stack is not the default one, even before its name is known.
  return stack.target(rule, bus, "cloudwatch.EventBus").decide({
    resource: (named) =>
      stack
        .attached(named, "cloudwatch.EventTarget", (p) => p.arn)
        .some(
          () => pass(),
          () => fail(because),
        ),
    absent: pass,
  });
}

/** Whether an event rule sees what CloudTrail records, and passes on what it matches. Source: EventBridge API Reference, PutRule, `State`. */
export function watches(rule: Resource<"cloudwatch.EventRule">, stack: Stack, because: string): Verdict {
  return all(
    rule
      .at((p) => p.state)
      .or("ENABLED")
      .shown()
      .noneOf(["DISABLED"], "the event rule is disabled"),
    rule
      .at((p) => p.isEnabled)
      .or(true)
      .equals(true, "the event rule is disabled"),
    seesCalls(rule, stack, because),
  );
}

function notifies(rule: Resource<"cloudwatch.EventRule">, stack: Stack, because: string): Verdict {
  return all(
    watches(rule, stack, because),
    stack
      .attached(rule, "cloudwatch.EventTarget", (p) => p.rule)
      .some(
        () => pass(),
        () => fail(because),
      ),
  );
}

/** Passes where each activity is selected by a metric filter with an alarm that acts, or by an EventBridge rule with a target. */
export function alarmsOn(stack: Stack, activities: readonly Activity[]): Verdict {
  const filters = stack.all("cloudwatch.LogMetricFilter");
  const rules = stack.all("cloudwatch.EventRule");
  return all(
    ...activities.map((activity) => {
      const because = `nothing raises an alarm on ${activity.what}`;
      if (filters.length + rules.length === 0) return fail(because);
      const verdict = any(
        ...filters.map((filter) => {
          const pattern = filter.at((p) => p.pattern);
          return all(selects(pattern, activity), raisesAlarm(filter, stack, because));
        }),
        ...rules.map((rule) => {
          const pattern = rule.at((p) => p.eventPattern);
          return all(selects(pattern, activity), notifies(rule, stack, because));
        }),
      );
      return verdict.outcome === "fail" ? fail(because, verdict.evidence) : verdict;
    }),
  );
}
