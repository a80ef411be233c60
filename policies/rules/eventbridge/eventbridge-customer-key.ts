import { defineRule, notApplicable } from "../../rule";

const because = "events are encrypted with a key of AWS's own";
const kmsKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const schedule = {
  scheduleExpression: "rate(1 day)",
  flexibleTimeWindow: { mode: "OFF" },
  target: { arn: "arn:aws:lambda:us-east-1:111122223333:function:remind", roleArn: "arn:aws:iam::111122223333:role/remind" },
};

export default defineRule({
  id: "eventbridge-customer-key",
  title: "EventBridge is encrypted with a customer-managed KMS key",
  threat: "Events, archives and credentials of connections that hold or open ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Set kmsKeyIdentifier (kmsKeyArn of a schedule) to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.EventBus", "cloudwatch.EventArchive", "cloudwatch.EventConnection", "scheduler.Schedule", "pipes.Pipe"],
  check(resource, stack) {
    const key =
      resource.as("cloudwatch.EventBus")?.at((p) => p.kmsKeyIdentifier) ??
      resource.as("cloudwatch.EventArchive")?.at((p) => p.kmsKeyIdentifier) ??
      resource.as("cloudwatch.EventConnection")?.at((p) => p.kmsKeyIdentifier) ??
      resource.as("pipes.Pipe")?.at((p) => p.kmsKeyIdentifier) ??
      resource.as("scheduler.Schedule")?.at((p) => p.kmsKeyArn);
    return key === undefined ? notApplicable() : stack.key(resource, key).isCustomerManaged(because);
  },
  equivalents: { checkov: ["CKV_AWS_297"] },
  examples: {
    good: {
      "bus with a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("cloudwatch.EventBus", { kmsKeyIdentifier: key.out("arn") });
      },
      "schedule with a key": (s) => s.add("scheduler.Schedule", { ...schedule, kmsKeyArn: kmsKey }),
      "archive with a key": (s) =>
        s.add("cloudwatch.EventArchive", {
          eventSourceArn: "arn:aws:events:us-east-1:111122223333:event-bus/results",
          kmsKeyIdentifier: kmsKey,
        }),
      "connection with a key": (s) =>
        s.add("cloudwatch.EventConnection", {
          authorizationType: "API_KEY",
          authParameters: { apiKey: { key: "x-key", value: s.secret("x") } },
          kmsKeyIdentifier: kmsKey,
        }),
    },
    bad: {
      "bus without a key": (s) => s.add("cloudwatch.EventBus", {}),
      "schedule without a key": (s) => s.add("scheduler.Schedule", schedule),
      "pipe without a key": (s) =>
        s.add("pipes.Pipe", {
          roleArn: "arn:aws:iam::111122223333:role/pipe",
          source: "arn:aws:sqs:us-east-1:111122223333:results",
          target: "arn:aws:lambda:us-east-1:111122223333:function:store",
        }),
      "connection without a key": (s) =>
        s.add("cloudwatch.EventConnection", {
          authorizationType: "API_KEY",
          authParameters: { apiKey: { key: "x-key", value: s.secret("x") } },
        }),
      "archive without a key": (s) =>
        s.add("cloudwatch.EventArchive", { eventSourceArn: "arn:aws:events:us-east-1:111122223333:event-bus/results" }),
    },
    unknown: {
      "key known later": (s) => s.add("cloudwatch.EventBus", { kmsKeyIdentifier: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudwatch.EventBus", { tags: { DataClassification: "none" } }),
    },
  },
});
