import type { DBCluster, DBInstance, OptionGroup, Parameter } from "@aws-sdk/client-rds";
import { rdsCalls as calls } from "../../calls/rds";
import { part, tagsOf } from "../../found";
import { byMarker } from "../../paging";
import { forEach, listed, type Reading } from "../../reader";
import { familyOf, rdsArn } from "./engines";

const set = (names: readonly (string | undefined)[]): ReadonlySet<string> => new Set(names.flatMap((name) => name ?? []));

/** Groups of AWS's own cannot be changed; rules know what they say by their names. Source: Amazon RDS User Guide, "Working with parameter groups". */
const isOwn = (name: string | undefined) => name?.startsWith("default.") === true || name?.startsWith("default:") === true;

/** Adds the parameter groups, option groups and subnet groups that databases use. */
export async function readGroups(reading: Reading, instances: readonly DBInstance[], clusters: readonly DBCluster[]): Promise<void> {
  await Promise.all([
    readParameterGroups(
      reading,
      set(instances.flatMap(({ DBParameterGroups: all }) => all?.map((group) => group.DBParameterGroupName) ?? [])),
    ),
    readClusterParameterGroups(reading, set(clusters.map(({ DBClusterParameterGroup: name }) => name))),
    readOptionGroups(
      reading,
      set(instances.flatMap(({ OptionGroupMemberships: all }) => all?.map(({ OptionGroupName: name }) => name) ?? [])),
    ),
    instances.length + clusters.length === 0 ? undefined : readSubnetGroups(reading),
  ]);
}

/** Only what somebody set: of the rest, rules know what the engine does by itself. */
const setByUsers = { Source: "user" };

function parametersOf(parameters: readonly Parameter[]): readonly { readonly name: string; readonly value: string }[] {
  return parameters.flatMap(({ ParameterName: name, ParameterValue: value }) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );
}

async function readParameterGroups(reading: Reading, used: ReadonlySet<string>): Promise<void> {
  const { account, region, found } = reading;
  if (![...used].some((name) => !isOwn(name))) return;
  const answer = await account.list(region, calls.parameterGroups, {}, { items: (page) => page.DBParameterGroups, next: byMarker });
  await forEach(listed(reading, ["rds.ParameterGroup"], answer), async ({ DBParameterGroupName: name, DBParameterGroupFamily: family }) => {
    // Members of DocumentDB and Neptune have instance groups too, which no rule reads.
    if (name === undefined || !used.has(name) || isOwn(name) || /^(docdb|neptune)/.test(family ?? "")) return;
    const arn = rdsArn(reading, "pg", name);
    const [parameters, tags] = await Promise.all([
      account.list(
        region,
        calls.parameters,
        { DBParameterGroupName: name, ...setByUsers },
        { items: (page) => page.Parameters, next: byMarker },
      ),
      account.ask(region, calls.tags, { ResourceName: arn }),
    ]);
    found.add({
      kind: "rds.ParameterGroup",
      id: arn,
      region,
      inputs: { name, family, parameters: part(parameters, parametersOf), tags: part(tags, ({ TagList: list }) => tagsOf(list)) },
      outputs: { arn, id: name, name },
      answers: [parameters, tags],
    });
  });
}

const clusterGroupKinds = ["rds.ClusterParameterGroup", "docdb.ClusterParameterGroup", "neptune.ClusterParameterGroup"] as const;

async function readClusterParameterGroups(reading: Reading, used: ReadonlySet<string>): Promise<void> {
  const { account, region, found } = reading;
  if (![...used].some((name) => !isOwn(name))) return;
  const answer = await account.list(
    region,
    calls.clusterParameterGroups,
    {},
    { items: (page) => page.DBClusterParameterGroups, next: byMarker },
  );
  await forEach(
    listed(reading, clusterGroupKinds, answer),
    async ({ DBClusterParameterGroupName: name, DBParameterGroupFamily: family }) => {
      if (name === undefined || !used.has(name) || isOwn(name)) return;
      const arn = rdsArn(reading, "cluster-pg", name);
      const [parameters, tags] = await Promise.all([
        account.list(
          region,
          calls.clusterParameters,
          { DBClusterParameterGroupName: name, ...setByUsers },
          { items: (page) => page.Parameters, next: byMarker },
        ),
        account.ask(region, calls.tags, { ResourceName: arn }),
      ]);
      found.add({
        // `docdb5.0` and `neptune1.3` are families of the engines of these names.
        kind: `${familyOf(/^[a-z]+/.exec(family ?? "")?.[0])}.ClusterParameterGroup`,
        id: arn,
        region,
        inputs: { name, family, parameters: part(parameters, parametersOf), tags: part(tags, ({ TagList: list }) => tagsOf(list)) },
        outputs: { arn, id: name, name },
        answers: [parameters, tags],
      });
    },
  );
}

async function readOptionGroups(reading: Reading, used: ReadonlySet<string>): Promise<void> {
  const { account, region } = reading;
  if (![...used].some((name) => !isOwn(name))) return;
  const answer = await account.list(region, calls.optionGroups, {}, { items: (page) => page.OptionGroupsList, next: byMarker });
  await forEach(listed(reading, ["rds.OptionGroup"], answer), async (group) => {
    const { OptionGroupName: name } = group;
    if (name !== undefined && used.has(name) && !isOwn(name)) await readOptionGroup(reading, name, group);
  });
}

async function readOptionGroup(reading: Reading, name: string, group: OptionGroup): Promise<void> {
  const { account, region, found } = reading;
  const arn = rdsArn(reading, "og", name);
  const tags = await account.ask(region, calls.tags, { ResourceName: arn });
  found.add({
    kind: "rds.OptionGroup",
    id: arn,
    region,
    inputs: {
      name,
      engineName: group.EngineName,
      majorEngineVersion: group.MajorEngineVersion,
      options: group.Options?.map(({ OptionName: optionName, OptionSettings: settings, Port: port }) => ({
        optionName,
        port,
        optionSettings: settings?.map(({ Name, Value }) => ({ name: Name, value: Value })),
      })),
      tags: part(tags, ({ TagList: list }) => tagsOf(list)),
    },
    outputs: { arn, id: name, name },
    answers: [tags],
  });
}

async function readSubnetGroups(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const answer = await account.list(region, calls.subnetGroups, {}, { items: (page) => page.DBSubnetGroups, next: byMarker });
  for (const { DBSubnetGroupName: name, Subnets: subnets } of listed(reading, ["rds.SubnetGroup"], answer)) {
    if (name === undefined) continue;
    const arn = rdsArn(reading, "subgrp", name);
    const subnetIds = subnets?.flatMap(({ SubnetIdentifier: id }) => id ?? []);
    found.add({ kind: "rds.SubnetGroup", id: arn, region, inputs: { name, subnetIds }, outputs: { arn, id: name, name } });
  }
}
