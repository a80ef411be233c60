import { servicesThatSendTheirSource } from "../../aws/iam/acting-services";
import { hasEffect } from "../../aws/iam/answer";
import type { PolicyDocument, Statement } from "../../aws/iam/document";
import { openAnswer } from "../../aws/iam/element";
import { judgePolicy, places } from "../../aws/iam/judge-policy";
import { keepsToSome } from "../../aws/iam/wide-grant";
import { and, not, or, some, type Ternary, ternary } from "../../aws/ternary";
import { decide, defineRule, when } from "../../rule";

const wanted = "a condition on aws:SourceAccount or aws:SourceArn";
const namesSource = keepsToSome(["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"]);

/** A service in a Region, such as logs.eu-central-1.amazonaws.com, is the same service. */
function sendsItsSource(service: string): boolean {
  return servicesThatSendTheirSource.has(service.replace(/^([a-z-]+)\.[a-z]+(?:-[a-z]+)+-\d\.amazonaws/, "$1.amazonaws"));
}

function trustsSender(statement: Statement): Ternary {
  const { principal } = statement;
  if (principal === undefined || principal.negated) return "no";
  const known = ternary(principal.entries.some(({ type, value }) => type === "Service" && sendsItsSource(value)));
  return and(hasEffect(statement, "Allow"), or(known, openAnswer(principal.open.includes("Service"))));
}

function leavesSourceOpen(statement: Statement): Ternary {
  return and(trustsSender(statement), not(or(some(statement.conditions, namesSource), openAnswer(statement.conditionsOpen))));
}

function open({ statements }: PolicyDocument, answer: Ternary): readonly number[] {
  return statements.filter((statement) => leavesSourceOpen(statement) === answer).map(({ index }) => index);
}

function trust(service: string, condition?: Readonly<Record<string, unknown>>): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export default defineRule({
  id: "iam-role-confused-deputy",
  title: "Roles of services act only for the own account",
  threat: "Somebody in another account has a service use the role on this account's ePHI.",
  remedy:
    "Add the condition StringEquals aws:SourceAccount with the account's id, or ArnLike aws:SourceArn, to the service's statement of assumeRolePolicy.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  // A hint: AWS lets nobody pass a role of another account to a service, so that what is left open depends on the service. Accounts without sts:ExternalId are not
  // asked: a program does not show whether an account is a third party's or the own organization's.
  level: "advisory",
  applies: "always",
  on: ["iam.Role"],
  check: (role) => {
    const policy = role.at((p) => p.assumeRolePolicy);
    return judgePolicy(policy, wanted, (document) => {
      const applies = or(some(document.statements, trustsSender), openAnswer(document.open));
      const leaves = or(some(document.statements, leavesSourceOpen), openAnswer(document.open));
      return when(applies, () =>
        decide(not(leaves), `the service may act for other accounts${places(open(document, leaves))}`, [policy.evidence(wanted)]),
      );
    });
  },
  equivalents: { prowler: ["iam_role_cross_service_confused_deputy_prevention"] },
  examples: {
    good: {
      "the own account": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust("scheduler.amazonaws.com", { StringEquals: { "aws:SourceAccount": "111122223333" } }),
        }),
      "one resource": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust("states.amazonaws.com", {
            ArnLike: { "aws:SourceArn": "arn:aws:states:eu-central-1:111122223333:stateMachine:*" },
          }),
        }),
      "the own organization": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust("scheduler.amazonaws.com", { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } }) }),
      "a part of the own organization": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust("scheduler.amazonaws.com", {
            "ForAnyValue:StringLike": { "aws:SourceOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] },
          }),
        }),
    },
    bad: {
      "no condition": (s) => s.add("iam.Role", { assumeRolePolicy: trust("scheduler.amazonaws.com") }),
      "any account": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust("scheduler.amazonaws.com", { StringLike: { "aws:SourceAccount": "*" } }) }),
      "a service in a Region": (s) => s.add("iam.Role", { assumeRolePolicy: trust("logs.eu-central-1.amazonaws.com") }),
      "a service in a Region of AWS GovCloud": (s) => s.add("iam.Role", { assumeRolePolicy: trust("logs.us-gov-west-1.amazonaws.com") }),
      "one of two services": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] }, Action: "sts:AssumeRole" },
            ],
          }),
        }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Role", { assumeRolePolicy: s.later() }),
      "account known later": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "transfer.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": s.later() } },
              },
            ],
          },
        }),
    },
    notApplicable: {
      "a service that sends no source": (s) => s.add("iam.Role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      "an account of the service's name": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Federated: "scheduler.amazonaws.com" }, Action: "sts:AssumeRoleWithSAML" }],
          }),
        }),
      "all but the service": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", NotPrincipal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }],
          }),
        }),
      "a service denied": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }],
          }),
        }),
    },
  },
});
