// What differs between a state and the account: by made descriptions here, by a real deployment in clinic-up.test.ts.
import { randomUUID } from "node:crypto";
import { judgeState } from "../../cli/check/judge-state";
import { readConfiguration } from "../../cli/run-output";
import { refuseOthers } from "../../cli/verify/drift";
import { driftBetween, type JudgedAccount } from "../../cli/verify/drift/drift";
import { Found } from "../../cli/verify/found";
import { judgeLive } from "../../cli/verify/judge-live";
import { tokenOfClass } from "../../policies/aws/kinds";
import type { Run } from "../../policies/evidence/run";
import type { ResourceDescription } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

const account = "123456789012";
const options = { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() };

function inState(kind: string, name: string, inputs: Record<string, unknown>, outputs: Record<string, unknown>): ResourceDescription {
  const type = tokenOfClass(kind);
  return { urn: `urn:pulumi:prod::clinic::${type}::${name}`, type, name, inputs, outputs };
}

const queueArn = `arn:aws:sqs:us-east-1:${account}:results`;
const key = `arn:aws:kms:us-east-1:${account}:key/${randomUUID()}`;
const queueState = inState("sqs.Queue", "results", { kmsMasterKeyId: key }, { arn: queueArn, id: "https://sqs/results", name: "results" });

function queueLive(found: Found, inputs: Record<string, unknown>): void {
  found.add({
    kind: "sqs.Queue",
    id: queueArn,
    region: "us-east-1",
    inputs,
    outputs: { arn: queueArn, id: "https://sqs/results", name: "results" },
  });
}

function compare(state: readonly ResourceDescription[], fill: (found: Found) => void, listed: JudgedAccount["listed"] = () => true) {
  const found = new Found(account);
  fill(found);
  const judged: Run = judgeLive(found, options);
  const stateRun = judgeState({ resources: state, locations: new Map(), encrypted: 0 }, options);
  return driftBetween([{ file: "state.json", resources: state, run: stateRun }], {
    id: account,
    resources: found.resources,
    run: judged,
    listed,
    isGlobal: (kind) => kind.startsWith("iam."),
  });
}

test("what is as the state says is no drift", () => {
  expect(compare([queueState], (found) => queueLive(found, { name: "results", kmsMasterKeyId: key }))).toEqual([]);
});

test("a safeguard that was taken away is told with what it was", () => {
  const drift = compare([queueState], (found) => queueLive(found, { name: "results", sqsManagedSseEnabled: false }));
  const encryption = drift.find(({ rule }) => rule === "sqs-encrypted");
  expect(encryption).toMatchObject({ change: "weakened", urn: queueState.urn });
  expect(encryption?.readings.map(({ path }) => path)).toContain("kmsMasterKeyId");
  expect(drift.every(({ change }) => change === "weakened")).toBe(true);
});

test("a safeguard that somebody added by hand is told too", () => {
  const open = { ...queueState, inputs: { sqsManagedSseEnabled: false } };
  const drift = compare([open], (found) => queueLive(found, { name: "results", kmsMasterKeyId: key }));
  expect(drift.map(({ change }) => change)).toContain("strengthened");
  expect(drift.filter(({ change }) => change === "weakened")).toEqual([]);
});

test("a resource that is gone is deleted, unless its kind could not be listed", () => {
  expect(compare([queueState], () => undefined)).toEqual([{ change: "deleted", urn: queueState.urn, readings: [] }]);
  expect(
    compare(
      [queueState],
      () => undefined,
      () => false,
    ),
  ).toEqual([]);
});

test("what fails and is in no state is told once", () => {
  const drift = compare([queueState], (found) => {
    queueLive(found, { name: "results", kmsMasterKeyId: key });
    found.add({
      kind: "sqs.Queue",
      id: `${queueArn}-2`,
      region: "us-east-1",
      inputs: { name: "results-2", sqsManagedSseEnabled: false },
      outputs: { arn: `${queueArn}-2` },
    });
  });
  expect(drift).toHaveLength(1);
  expect(drift[0]).toMatchObject({ change: "unmanaged", urn: expect.stringContaining("results-2") });
});

test("a service without an ARN of its own is the one that its id names, and not one of the same name in another cluster", () => {
  const serviceArn = (cluster: string) => `arn:aws:ecs:us-east-1:${account}:service/${cluster}/portal`;
  // As states have it that @pulumi/aws 6 wrote: the ARN is the id, and no property.
  const inputs = { name: "portal", networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: false } };
  const state = inState("ecs.Service", "portal", inputs, { id: serviceArn("clinic"), name: "portal" });
  const liveIn = (cluster: string) => (found: Found) =>
    void found.add({
      kind: "ecs.Service",
      id: serviceArn(cluster),
      region: "us-east-1",
      inputs: { name: "portal", networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: true } },
      outputs: { arn: serviceArn(cluster), id: serviceArn(cluster), name: "portal" },
    });
  expect(compare([state], liveIn("clinic")).map(({ change, rule }) => [change, rule])).toEqual([["weakened", "ecs-no-public-ip"]]);
  expect(compare([state], liveIn("other")).map(({ change, rule }) => [change, rule])).toEqual([["unmanaged", "ecs-no-public-ip"]]);
});

test("what could not be read is no drift", () => {
  const drift = compare([queueState], (found) =>
    found.add({
      kind: "sqs.Queue",
      id: queueArn,
      region: "us-east-1",
      inputs: { kmsMasterKeyId: UNKNOWN, sqsManagedSseEnabled: UNKNOWN },
      outputs: { arn: queueArn },
      answers: [{ state: "unread", action: "sqs:GetQueueAttributes", reason: "AccessDenied" }],
    }),
  );
  expect(drift.filter(({ rule }) => rule === "sqs-encrypted")).toEqual([]);
});

test("settings are compared by whose they are", () => {
  const arn = "arn:aws:iam::123456789012:role/reader";
  const policy = (action: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
  const state = [
    inState("iam.Role", "reader", { name: "reader", assumeRolePolicy: policy("sts:AssumeRole") }, { arn, id: "reader", name: "reader" }),
    inState("iam.RolePolicy", "read", { role: "reader", name: "read", policy: policy("s3:ListAllMyBuckets") }, { id: "reader:read" }),
  ];
  const drift = compare(state, (found) => {
    const role = found.add({
      kind: "iam.Role",
      id: arn,
      region: "us-east-1",
      inputs: { name: "reader", assumeRolePolicy: policy("sts:AssumeRole") },
      outputs: { arn, id: "reader", name: "reader" },
    });
    found.add({
      kind: "iam.RolePolicy",
      id: `${arn}/read`,
      region: "us-east-1",
      inputs: { role: "reader", name: "read", policy: policy("*") },
      refersTo: { role },
    });
  });
  expect(drift.filter(({ urn }) => urn === state[1]?.urn).map(({ change, rule }) => [change, rule])).toContainEqual([
    "weakened",
    "iam-no-admin-access",
  ]);
});

test("a state is compared with the account that it is of, and one of another account is refused", () => {
  const other = { ...queueState, outputs: { arn: "arn:aws:sqs:us-east-1:999999999999:results" } };
  const state = {
    file: "state.json",
    resources: [other],
    run: judgeState({ resources: [other], locations: new Map(), encrypted: 0 }, options),
  };
  expect(() => refuseOthers([state], new Set([account]))).toThrow("state.json is of account 999999999999, which was not read");
  expect(() => refuseOthers([state], new Set([account, "999999999999"]))).not.toThrow();
});

describe("targets of event rules, whose `arn` is of what they send to", () => {
  const ruleArn = (name: string) => `arn:aws:events:us-east-1:${account}:rule/${name}`;
  const topicArn = `arn:aws:sns:us-east-1:${account}:security`;
  const rule = inState("cloudwatch.EventRule", "watch", { name: "watch" }, { arn: ruleArn("watch"), id: "watch", name: "watch" });
  const targetTo = (arn: string) => ({
    ...inState(
      "cloudwatch.EventTarget",
      "watch",
      { rule: "watch", targetId: "one", arn },
      { rule: "watch", targetId: "one", arn, id: "watch-one" },
    ),
    provider: {
      urn: "urn:pulumi:prod::clinic::pulumi:providers:aws::aws",
      type: "pulumi:providers:aws",
      inputs: { region: "us-east-1", allowedAccountIds: [account] },
    },
  });
  const liveRule = (found: Found, name: string) =>
    found.add({
      kind: "cloudwatch.EventRule",
      id: ruleArn(name),
      region: "us-east-1",
      inputs: { name },
      outputs: { arn: ruleArn(name), id: name, name },
    });
  const liveTarget = (found: Found, name: string, arn: string) =>
    found.add({
      kind: "cloudwatch.EventTarget",
      id: `${ruleArn(name)}/one`,
      region: "us-east-1",
      inputs: { rule: name, targetId: "one", arn },
      outputs: { id: `${name}-one` },
      refersTo: { rule: found.urnOf("cloudwatch.EventRule", ruleArn(name)) },
    });
  const openTopic = (found: Found) =>
    found.add({
      kind: "sns.Topic",
      id: topicArn,
      region: "us-east-1",
      inputs: { name: "security" },
      outputs: { arn: topicArn, id: topicArn },
    });

  test("what a target sends to is in no state when the target is gone", () => {
    const drift = compare([rule, targetTo(topicArn)], (found) => {
      liveRule(found, "watch");
      openTopic(found);
    });
    expect(drift.map(({ change, live }) => [change, live])).toEqual([["unmanaged", expect.stringContaining(topicArn)]]);
  });

  test("a target of another rule that sends to the same is another one", () => {
    const drift = compare([rule, targetTo(topicArn)], (found) => {
      liveRule(found, "watch");
      liveTarget(found, "watch", "arn:aws:events:us-east-1:999999999999:event-bus/central");
      liveTarget(found, "by-hand", topicArn);
    });
    expect(drift.map(({ change, rule: broken, live }) => [change, broken, live])).toEqual([
      ["weakened", "ephi-stays-in-known-accounts", expect.stringContaining(`${ruleArn("watch")}/one`)],
    ]);
  });

  test("a target that sends to another account makes its state none of that account's", () => {
    const resources = [rule, targetTo("arn:aws:events:us-east-1:999999999999:event-bus/central")];
    const state = { file: "state.json", resources, run: judgeState({ resources, locations: new Map(), encrypted: 0 }, options) };
    expect(() => refuseOthers([state], new Set(["999999999999"]))).toThrow(`state.json is of account ${account}, which was not read`);
  });

  test("a bus may be named by its ARN, also the one that each Region has by itself", () => {
    for (const bus of ["results", "default"]) {
      const id = `arn:aws:events:us-east-1:${account}:event-bus/${bus}-watch-one`;
      const { outputs, ...target } = targetTo(topicArn);
      const drift = compare([rule, { ...target, outputs: { ...outputs, id } }], (found) => {
        liveRule(found, "watch");
        found.add({
          kind: "cloudwatch.EventTarget",
          id: `${ruleArn("watch")}/one`,
          region: "us-east-1",
          inputs: { rule: "watch", targetId: "one", arn: "arn:aws:events:us-east-1:999999999999:event-bus/central" },
          outputs: { id: bus === "default" ? "watch-one" : `${bus}-watch-one` },
        });
      });
      expect(drift.map(({ change }) => change)).toEqual(["weakened"]);
    }
  });
});

test("what a permission of the bus that each Region has by itself lets in, is known of its policy, and of no other Region's", () => {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "everyone", Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "*" }],
  });
  const permission = {
    ...inState("cloudwatch.EventPermission", "everyone", { principal: "*", statementId: "everyone" }, { id: "everyone" }),
    provider: { urn: "urn:pulumi:prod::clinic::pulumi:providers:aws::aws", type: "pulumi:providers:aws", inputs: { region: "us-east-1" } },
  };
  const drift = compare([permission, queueState], (found) => {
    queueLive(found, { name: "results", kmsMasterKeyId: key });
    for (const region of ["us-east-1", "us-west-2"])
      found.add({
        kind: "cloudwatch.EventBusPolicy",
        id: `arn:aws:events:${region}:${account}:event-bus/default`,
        region,
        inputs: { eventBusName: "default", policy },
        outputs: { id: "default" },
      });
  });
  expect(drift.map(({ change, rule, live }) => [change, rule, live])).toEqual([
    ["unmanaged", "eventbridge-policy-not-public", expect.stringContaining("us-west-2")],
  ]);
});
