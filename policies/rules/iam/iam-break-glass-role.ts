import { watches } from "../../aws/activity-alarms";
import { judgePolicy } from "../../aws/iam/judge-policy";
import { requiresMfa } from "../../aws/iam/trust";
import { and, or, type Ternary, ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, decide, defineAccountRule, fail, list, type Verdict, when } from "../../rule";

const noRole = "the account's baseline has no role for emergencies";
const noAlarm = "nobody is told when the emergency role is assumed";

function isNamed(role: Resource<"iam.Role">, names: readonly string[]): Ternary {
  const matches = (text: string) => names.some((name) => text.toLowerCase().includes(name.toLowerCase()));
  return or(ternary(matches(role.name)), role.at((p) => p.name).ask(matches));
}

function demandsMfa(role: Resource<"iam.Role">): Verdict {
  const policy = role.at((p) => p.assumeRolePolicy);
  const wanted = "people, with multi-factor authentication";
  return judgePolicy(policy, wanted, (document) => {
    const { answer, trustsPeople } = requiresMfa(document);
    return decide(and(answer, trustsPeople), "the emergency role does not demand multi-factor authentication of people", [
      policy.evidence(wanted),
    ]);
  });
}

/** EventBridge refuses a pattern that is not JSON; it watches nothing. */
function speaksOfAssumeRole(pattern: string): Ternary {
  try {
    return ternary(JSON.stringify(JSON.parse(pattern)).includes("AssumeRole"));
  } catch {
    return "unknown";
  }
}

/** An enabled event rule with a target whose pattern speaks of AssumeRole. Which role it watches is not compared: patterns name it in many ways. */
function isWatched(stack: Stack): Verdict {
  return stack.some(
    "cloudwatch.EventRule",
    (rule) =>
      all(
        rule.at((p) => p.eventPattern).test(speaksOfAssumeRole, "a pattern with AssumeRole", noAlarm),
        watches(rule, stack, noAlarm),
        stack
          .attached(rule, "cloudwatch.EventTarget", (p) => p.rule)
          .decide({
            present: (target) => target.at((p) => p.arn).isSet(noAlarm),
            absent: () => fail(noAlarm, [rule.evidence("no target", "aws.cloudwatch.EventTarget")]),
          }),
      ),
    () => fail(noAlarm),
  );
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "sts:AssumeRole",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
  ],
});
const assumed = JSON.stringify({
  source: ["aws.sts"],
  detail: { eventName: ["AssumeRole"], requestParameters: { roleArn: [{ suffix: "/break-glass" }] } },
});

export default defineAccountRule({
  id: "iam-break-glass-role",
  title: "There is a role for emergencies, and its use is reported",
  threat:
    "When the identity provider fails, nobody reaches the ePHI that a patient's treatment needs; or somebody does, and nobody notices.",
  remedy:
    "Add an aws.iam.Role with break-glass in its name that people assume with multi-factor authentication for at most four hours, and an aws.cloudwatch.EventRule with a target that matches AssumeRole of it.",
  cites: ["164.312(a)(2)(ii)", "164.308(a)(7)(ii)(C)"],
  severity: "medium",
  // A hint: a permission set of IAM Identity Center, or a user whose password lies in a safe, is an emergency access too, and no program shows it.
  level: "advisory",
  parameters: {
    roleNames: list({
      default: ["break-glass", "breakglass", "emergency"],
      description: "Parts of a role's name that say: for emergencies.",
    }),
  },
  check: (stack, { parameters }) =>
    stack.some(
      "iam.Role",
      (role) =>
        when(
          isNamed(role, parameters.roleNames),
          () =>
            all(
              demandsMfa(role),
              role
                .at((p) => p.maxSessionDuration)
                .or(3600)
                .shown()
                .atMost(14_400, "sessions of the emergency role last too long"),
              isWatched(stack),
            ),
          () => fail(noRole),
        ),
      () => fail(noRole),
    ),
  equivalents: {},
  examples: {
    good: {
      "role and alarm": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: trust });
        const rule = s.add("cloudwatch.EventRule", { eventPattern: assumed });
        s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: "arn:aws:sns:eu-central-1:111122223333:security" });
        return undefined;
      },
      "a name of the site's own": (s) => {
        s.parameters({ roleNames: ["red-phone"] });
        s.add("iam.Role", { name: "visits", assumeRolePolicy: "{}" });
        s.add("iam.Role", { name: "red-phone", assumeRolePolicy: trust, maxSessionDuration: 7200 });
        const rule = s.add("cloudwatch.EventRule", { eventPattern: assumed });
        s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: "arn:aws:sns:eu-central-1:111122223333:security" });
        return undefined;
      },
    },
    bad: {
      "no role": (s) => {
        s.add("iam.Role", { name: "visits", assumeRolePolicy: trust });
        return undefined;
      },
      "no alarm": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: trust });
        return undefined;
      },
      "alarm without target": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: trust });
        s.add("cloudwatch.EventRule", { eventPattern: assumed });
        return undefined;
      },
      "alarm that is switched off": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: trust });
        const rule = s.add("cloudwatch.EventRule", { eventPattern: assumed, state: "DISABLED" });
        s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: "arn:aws:sns:eu-central-1:111122223333:security" });
        return undefined;
      },
      "twelve hours": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: trust, maxSessionDuration: 43_200 });
        const rule = s.add("cloudwatch.EventRule", { eventPattern: assumed });
        s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: "arn:aws:sns:eu-central-1:111122223333:security" });
        return undefined;
      },
    },
    unknown: {
      "trust known later": (s) => {
        s.add("iam.Role", { name: "break-glass", assumeRolePolicy: s.later() });
        const rule = s.add("cloudwatch.EventRule", { eventPattern: assumed });
        s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: "arn:aws:sns:eu-central-1:111122223333:security" });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
