// Which resource of a state is which of the account: several accounts, Regions and forms in one state. What is somewhere else, or there in another form, is no drift.
import { judgeState } from "../../cli/check/judge-state";
import { readConfiguration } from "../../cli/run-output";
import { withDrift } from "../../cli/verify/drift";
import { Found } from "../../cli/verify/found";
import { judgeLive } from "../../cli/verify/judge-live";
import { tokenOfClass } from "../../policies/aws/kinds";
import type { RunDrift } from "../../policies/evidence/run";
import type { ResourceDescription } from "../../policies/graph/resource";

const account = "123456789012";
const other = "999999999999";
const options = { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() };
const open = [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }];

interface InState {
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  readonly region?: string;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

function inState(kind: string, { name, inputs, outputs, region = "us-east-1", dependsOn = {} }: InState): ResourceDescription {
  const type = tokenOfClass(kind);
  const provider = `urn:pulumi:prod::clinic::pulumi:providers:aws::${region}`;
  return {
    urn: `urn:pulumi:prod::clinic::${type}::${name}`,
    type,
    name,
    inputs,
    outputs,
    propertyDependencies: dependsOn,
    provider: { urn: provider, type: "pulumi:providers:aws", inputs: { region } },
  };
}

function compare(
  state: readonly ResourceDescription[],
  fill: (found: Found) => void,
  regions: readonly string[] = ["us-east-1"],
): readonly RunDrift[] {
  const found = new Found(account);
  fill(found);
  const run = judgeLive(found, options, regions);
  const judged = judgeState({ resources: state, locations: new Map(), encrypted: 0 }, options);
  const live = { id: account, regions, found, calls: new Map<string, number>() };
  return withDrift(run, live, [{ file: "state.json", resources: state, run: judged }]).drift ?? [];
}

function queue(id: string, region = "us-east-1"): ResourceDescription {
  const arn = `arn:aws:sqs:${region}:${id}:results`;
  return inState("sqs.Queue", {
    name: `results-${id}-${region}`,
    region,
    inputs: { name: "results", kmsMasterKeyId: "alias/clinic" },
    outputs: { arn, id: `https://sqs.${region}.amazonaws.com/${id}/results`, name: "results" },
  });
}

function liveQueue(found: Found, region: string, inputs: Record<string, unknown> = { kmsMasterKeyId: "alias/clinic" }): void {
  const arn = `arn:aws:sqs:${region}:${account}:results`;
  found.add({
    kind: "sqs.Queue",
    id: arn,
    region,
    inputs: { name: "results", ...inputs },
    outputs: { arn, id: `https://sqs.${region}.amazonaws.com/${account}/results`, name: "results" },
  });
}

test("what a state keeps in another account is not deleted from this one", () => {
  expect(compare([queue(account), queue(other)], (found) => liveQueue(found, "us-east-1"))).toEqual([]);
});

test("a bucket of another account's provider, whose ARN names no account, is not deleted from this one", () => {
  const bucket = inState("s3.Bucket", {
    name: "records",
    region: "eu-west-1",
    inputs: { bucket: "records" },
    outputs: { arn: "arn:aws:s3:::records", id: "records", bucket: "records" },
  });
  const elsewhere = queue(other, "eu-west-1");
  expect(compare([queue(account), elsewhere, bucket], (found) => liveQueue(found, "us-east-1"))).toEqual([]);
});

test("a bucket that is gone is told where the state is of one account", () => {
  const bucket = inState("s3.Bucket", {
    name: "records",
    inputs: { bucket: "records" },
    outputs: { arn: "arn:aws:s3:::records", id: "records", bucket: "records" },
  });
  expect(compare([queue(account), bucket], (found) => liveQueue(found, "us-east-1"))).toEqual([
    { change: "deleted", urn: bucket.urn, readings: [] },
  ]);
});

test("settings of the same name in two Regions are each compared with their own", () => {
  const filter = (region: string) =>
    inState("cloudwatch.LogGroup", {
      name: `audit-${region}`,
      region,
      inputs: { name: "/audit", retentionInDays: 2192, kmsKeyId: `arn:aws:kms:${region}:${account}:key/1` },
      outputs: { id: "/audit", name: "/audit" },
    });
  const group = (found: Found, region: string, retentionInDays: number) => {
    const arn = `arn:aws:logs:${region}:${account}:log-group:/audit`;
    found.add({
      kind: "cloudwatch.LogGroup",
      id: arn,
      region,
      inputs: { name: "/audit", retentionInDays, kmsKeyId: `arn:aws:kms:${region}:${account}:key/1` },
      outputs: { arn, id: "/audit", name: "/audit" },
    });
  };
  const drift = compare(
    [filter("us-east-1"), filter("us-west-2")],
    (found) => {
      group(found, "us-east-1", 2192);
      group(found, "us-west-2", 3);
    },
    ["us-east-1", "us-west-2"],
  );
  expect(drift.map(({ change, urn }) => [change, urn.split("::").at(-1)])).toEqual([["weakened", "audit-us-west-2"]]);
});

test("what another Region has by the same name is not compared with a Region that was not read", () => {
  const group = inState("cloudwatch.LogGroup", {
    name: "audit",
    region: "us-west-2",
    inputs: { name: "/audit", retentionInDays: 2192 },
    outputs: { id: "/audit", name: "/audit" },
  });
  const drift = compare([group], (found) => {
    const arn = `arn:aws:logs:us-east-1:${account}:log-group:/audit`;
    const outputs = { arn, id: "/audit", name: "/audit" };
    found.add({ kind: "cloudwatch.LogGroup", id: arn, region: "us-east-1", inputs: { name: "/audit", retentionInDays: 3 }, outputs });
  });
  expect(drift.filter(({ change }) => change !== "unmanaged")).toEqual([]);
});

function groupInState(inputs: Record<string, unknown> = {}): ResourceDescription {
  const arn = `arn:aws:ec2:us-east-1:${account}:security-group/sg-1`;
  return inState("ec2.SecurityGroup", { name: "app", inputs: { name: "app", ...inputs }, outputs: { arn, id: "sg-1", name: "app" } });
}

function ruleInState(): ResourceDescription {
  return inState("vpc.SecurityGroupIngressRule", {
    name: "ssh",
    inputs: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
    outputs: { arn: `arn:aws:ec2:us-east-1:${account}:security-group-rule/sgr-1`, id: "sgr-1" },
    dependsOn: { securityGroupId: [groupInState().urn] },
  });
}

function liveGroup(found: Found, ingress: unknown): void {
  const arn = `arn:aws:ec2:us-east-1:${account}:security-group/sg-1`;
  found.add({
    kind: "ec2.SecurityGroup",
    id: arn,
    region: "us-east-1",
    inputs: { name: "app", ingress },
    outputs: { arn, id: "sg-1", name: "app" },
  });
}

test("a rule that is a resource of its own in the state, and inline in the account, is neither deleted nor a change", () => {
  expect(compare([groupInState(), ruleInState()], (found) => liveGroup(found, open))).toEqual([]);
});

test("a rule that somebody added by hand is told", () => {
  const drift = compare([groupInState()], (found) => liveGroup(found, open));
  expect(drift.map(({ change }) => change)).toContain("weakened");
});

const admin = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});
const roleArn = `arn:aws:iam::${account}:role/app`;

function liveRole(found: Found, policies: readonly string[]): void {
  const outputs = { arn: roleArn, id: "app", name: "app" };
  const role = found.add({ kind: "iam.Role", id: roleArn, region: "us-east-1", inputs: { name: "app", assumeRolePolicy: trust }, outputs });
  for (const name of policies)
    found.add({
      kind: "iam.RolePolicy",
      id: `${roleArn}/${name}`,
      region: "us-east-1",
      inputs: { role: "app", name, policy: admin },
      refersTo: { role },
    });
}

test("a policy that is inline in the state, and of its own in the account, is neither a change nor in no state", () => {
  const role = inState("iam.Role", {
    name: "app",
    inputs: { name: "app", assumeRolePolicy: trust, inlinePolicies: [{ name: "all", policy: admin }] },
    outputs: { arn: roleArn, id: "app", name: "app" },
  });
  expect(compare([role], (found) => liveRole(found, ["all"]))).toEqual([]);
});

test("a policy that somebody added to a role of the state is told as in no state", () => {
  const role = inState("iam.Role", {
    name: "app",
    inputs: { name: "app", assumeRolePolicy: trust },
    outputs: { arn: roleArn, id: "app", name: "app" },
  });
  const drift = compare([role], (found) => liveRole(found, ["by-hand"]));
  expect(drift.map(({ change, urn }) => [change, urn])).toEqual([["unmanaged", expect.stringContaining(`${roleArn}/by-hand`)]]);
});

test.each([
  ["ec2.DefaultRouteTable", `arn:aws:ec2:us-east-1:${account}:route-table/rtb-1`],
  ["ebs.SnapshotCopy", `arn:aws:ec2:us-east-1:${account}:snapshot/snap-1`],
  ["ec2.AmiCopy", `arn:aws:ec2:us-east-1:${account}:image/ami-1`],
  ["vpc.SecurityGroupEgressRule", `arn:aws:ec2:us-east-1:${account}:security-group-rule/sgr-2`],
  ["dynamodb.TableReplica", `arn:aws:dynamodb:us-east-1:${account}:table/visits`],
  ["cfg.OrganizationConformancePack", `arn:aws:config:us-east-1:${account}:organization-conformance-pack/hipaa`],
  ["securityhub.ConfigurationPolicy", `arn:aws:securityhub:us-east-1:${account}:configuration-policy/1`],
  ["sns.TopicPolicy", `arn:aws:sns:us-east-1:${account}:results`],
  ["rds.ParameterGroup", `arn:aws:rds:us-east-1:${account}:pg:not-used`],
  ["rds.SubnetGroup", `arn:aws:rds:us-east-1:${account}:subgrp:not-used`],
  ["redshift.ParameterGroup", `arn:aws:redshift:us-east-1:${account}:parametergroup:not-used`],
  ["ec2.ManagedPrefixList", `arn:aws:ec2:us-east-1:${account}:prefix-list/pl-1`],
  ["elasticache.Cluster", `arn:aws:elasticache:us-east-1:${account}:cluster:cache-001`],
  ["acm.Certificate", `arn:aws:acm:us-east-1:${account}:certificate/1`],
  ["accessanalyzer.Analyzer", `arn:aws:access-analyzer:us-east-1:${account}:analyzer/1`],
  ["ebs.Volume", `arn:aws:ec2:us-east-1:${account}:volume/vol-1`],
  ["ssm.MaintenanceWindowTask", `arn:aws:ssm:us-east-1:${account}:windowtask/1`],
])("%s, which the account shows otherwise or not always, is never told as deleted", (kind, arn) => {
  expect(compare([inState(kind, { name: "one", inputs: {}, outputs: { arn, id: "one" } })], () => undefined)).toEqual([]);
});

test("what the account has by the same ARN as another kind is not deleted", () => {
  const arn = `arn:aws:ec2:us-east-1:${account}:vpc/vpc-1`;
  const drift = compare([inState("ec2.Vpc", { name: "main", inputs: {}, outputs: { arn, id: "vpc-1" } })], (found) =>
    found.add({ kind: "ec2.DefaultVpc", id: arn, region: "us-east-1", inputs: {}, outputs: { arn, id: "vpc-1" } }),
  );
  expect(drift).toEqual([]);
});

test("a classification that somebody changed takes the rules away, and is told", () => {
  const state = queue(account);
  const tagged = { ...state, inputs: { ...state.inputs, tags: { DataClassification: "ephi" } } };
  const drift = compare([tagged], (found) =>
    liveQueue(found, "us-east-1", { sqsManagedSseEnabled: false, tags: { DataClassification: "none" } }),
  );
  expect(drift).toEqual([
    {
      change: "weakened",
      urn: tagged.urn,
      live: expect.stringContaining("results"),
      because: expect.stringContaining("its state has it in scope"),
      readings: [{ path: "classification", was: "ephi", is: "none" }],
    },
  ]);
});

test("what comes into scope only in the account, by a tag or by the data of another stack, has not lost a safeguard", () => {
  const state = queue(account);
  const tagged = { ...state, inputs: { name: "results", sqsManagedSseEnabled: false, tags: { DataClassification: "none" } } };
  const drift = compare([tagged], (found) =>
    liveQueue(found, "us-east-1", { sqsManagedSseEnabled: false, tags: { DataClassification: "ephi" } }),
  );
  expect(drift).toEqual([]);
});

test("thousands of settings that only their names tell apart are found in seconds", () => {
  const policyArn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
  const names = Array.from({ length: 4000 }, (_, index) => `role-${index}`);
  const state = names.map((role) =>
    inState("iam.RolePolicyAttachment", { name: role, inputs: { role, policyArn }, outputs: { id: `${role}-2026` } }),
  );
  const began = Date.now();
  const drift = compare(state, (found) => {
    for (const role of names)
      found.add({ kind: "iam.RolePolicyAttachment", id: `${role}/view`, region: "us-east-1", inputs: { role, policyArn } });
  });
  expect(drift).toEqual([]);
  // Each compared with each, it took a minute.
  expect(Date.now() - began).toBeLessThan(20_000);
}, 120_000);
