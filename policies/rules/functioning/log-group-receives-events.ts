import { recordsAccount } from "../../aws/cloudtrail/account-trail";
import { and, or, some, type Ternary } from "../../aws/ternary";
import { defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";

const because = "nothing has been written to the log group for too long";

/** Whether a trail of the whole account writes to the log group: then events come all day. */
function trailWritesTo(group: Resource<"cloudwatch.LogGroup">, stack: Stack): Ternary {
  const { certain, possible, complete } = stack.attached(group, "cloudtrail.Trail", (p) => p.cloudWatchLogsGroupArn);
  const writes = (trail: Resource<"cloudtrail.Trail">): Ternary => {
    const { outcome } = recordsAccount(trail);
    return outcome === "pass" ? "yes" : outcome === "fail" ? "no" : "unknown";
  };
  return or(
    some(certain, writes),
    some(possible, (trail) => and(writes(trail), "unknown")),
    complete ? "no" : "unknown",
  );
}

/** Whether a flow log writes to it: a network without machines has nothing to write. */
function flowLogWritesTo(group: Resource<"cloudwatch.LogGroup">, stack: Stack): Ternary {
  const { certain, possible, complete } = stack.attached(group, "ec2.FlowLog", (p) => p.logDestination);
  if (certain.length > 0) return "yes";
  return possible.length > 0 || !complete ? "unknown" : "no";
}

export default defineFunctioningRule({
  id: "log-group-receives-events",
  title: "Log groups receive what trails and flow logs send to them",
  threat: "Something between a log and its group is broken, and what happened to ePHI is written nowhere.",
  remedy:
    "Look at the role by which the trail or the flow log writes, and at the resource policies of CloudWatch Logs; then see that events come.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  // Advisory: when the trail began to write is told nowhere, and the trail's own status, which cloudtrail-delivers-to-cloudwatch reads, is nearer.
  level: "advisory",
  applies: "always",
  observes: ["cloudwatch.LogGroup"],
  parameters: { maximumDays: integer({ default: 7, minimum: 1, maximum: 7, description: "Longest time without an event in days." }) },
  // Groups of applications may rightly be silent for weeks, so only what always has events is judged. Source: CloudWatch Logs API Reference, LogStream:
  // the time of the last event is kept up to date within an hour as a rule.
  check({ resource, stack, facts, at, parameters: { maximumDays } }) {
    const verdict = lately(
      facts.at((p) => p.lastEventTime),
      at,
      maximumDays,
      because,
    );
    const created = lately(
      facts.at((p) => p.createdAt),
      at,
      maximumDays,
      because,
    );
    const open = () => undetermined(`${because}, and whether there was something to write is not known`, verdict.evidence);
    return when(
      trailWritesTo(resource, stack),
      () => (verdict.outcome === "fail" && created.outcome !== "fail" ? open() : verdict),
      () => when(flowLogWritesTo(resource, stack), () => (verdict.outcome === "fail" ? open() : verdict)),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "the trail's, with events of today": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "trail" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 1_000_000, lastEventTime: "2026-11-22T11:30:00.000Z" } },
        );
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: group.out("arn") });
        return group;
      },
      "a flow log's, with events of yesterday": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "flows" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 1_000_000, lastEventTime: "2026-11-21T11:30:00.000Z" } },
        );
        s.add("ec2.FlowLog", { vpcId: "vpc-0123456789abcdef0", trafficType: "ALL", logDestination: group.out("arn") });
        return group;
      },
    },
    bad: {
      "the trail's, without an event for three weeks": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "trail" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 1_000_000, lastEventTime: "2026-11-01T11:30:00.000Z" } },
        );
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: group.out("arn") });
        return group;
      },
      "the trail's, without any event": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "trail" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 0, lastEventTime: "never" } },
        );
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: group.out("arn") });
        return group;
      },
    },
    unknown: {
      "the streams could not be read": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "trail" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 0, lastEventTime: s.later() } },
        );
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: group.out("arn") });
        return group;
      },
      "a group of yesterday": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "trail" },
          { observed: { createdAt: "2026-11-21T09:00:00.000Z", storedBytes: 0, lastEventTime: "never" } },
        );
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, cloudWatchLogsGroupArn: group.out("arn") });
        return group;
      },
      "a flow log's, of a network that may be empty": (s) => {
        const group = s.add(
          "cloudwatch.LogGroup",
          { name: "flows" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 0, lastEventTime: "never" } },
        );
        s.add("ec2.FlowLog", { vpcId: "vpc-0123456789abcdef0", trafficType: "ALL", logDestination: group.out("arn") });
        return group;
      },
    },
    notApplicable: {
      "an application's": (s) =>
        s.add(
          "cloudwatch.LogGroup",
          { name: "/aws/lambda/letters" },
          { observed: { createdAt: "2025-01-07T09:00:00.000Z", storedBytes: 0, lastEventTime: "never" } },
        ),
    },
  },
});
