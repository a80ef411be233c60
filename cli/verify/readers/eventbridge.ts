import type { EventBus, Rule } from "@aws-sdk/client-eventbridge";
import type { ClassName } from "../../../policies/aws/kinds";
import { eventbridgeCalls as calls } from "../calls/eventbridge";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const busKinds = ["cloudwatch.EventBus", "cloudwatch.EventBusPolicy", "cloudwatch.EventPermission"] as const satisfies readonly ClassName[];
const ruleKinds = ["cloudwatch.EventRule", "cloudwatch.EventTarget"] as const satisfies readonly ClassName[];
const targetKinds = ["cloudwatch.EventTarget"] as const satisfies readonly ClassName[];
const archiveKinds = ["cloudwatch.EventArchive"] as const satisfies readonly ClassName[];
const connectionKinds = ["cloudwatch.EventConnection"] as const satisfies readonly ClassName[];
const destinationKinds = ["cloudwatch.EventApiDestination"] as const satisfies readonly ClassName[];

/**
 * Event buses with their rules, targets and policies, archives, connections and API destinations of a Region. Left out are rules and buses that another
 * service manages: they serve that service, and nobody else can change them. Source: Amazon EventBridge API Reference, Rule and EventBus, `ManagedBy`.
 */
export const eventbridgeReader: ServiceReader = {
  service: "eventbridge",
  calls,
  regional: true,
  kinds: [...busKinds, ...ruleKinds, ...archiveKinds, ...connectionKinds, ...destinationKinds],
  // A permission is a statement of its bus's policy.
  mayGoUnseen: ["cloudwatch.EventPermission"],
  read,
};

const isManaged = ({ ManagedBy: service }: { readonly ManagedBy?: string | undefined }) => service !== undefined && service !== "";

async function read(reading: Reading): Promise<void> {
  await Promise.all([readBuses(reading), readArchives(reading), readConnections(reading), readDestinations(reading)]);
}

async function readBuses(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const buses = await account.list(region, calls.buses, {}, { items: (page) => page.EventBuses, next: byNextToken });
  await forEach(listed(reading, [...busKinds, ...ruleKinds], buses), async (bus) => {
    await Promise.all([isManaged(bus) ? undefined : readBus(reading, bus), readRules(reading, bus)]);
  });
}

/** The bus that each Region has by itself is no resource of its own in a program; its policy is. */
async function readBus(reading: Reading, { Name: name, Arn: arn, Policy: policy }: EventBus): Promise<void> {
  const { account, region, found } = reading;
  if (name === undefined || arn === undefined) return;
  if (policy !== undefined && policy !== "")
    found.add({
      kind: "cloudwatch.EventBusPolicy",
      id: arn,
      region,
      inputs: { eventBusName: name, policy },
      outputs: { id: name },
      refersTo: toBus(reading, { Name: name, Arn: arn }),
    });
  if (name === "default") return;
  const [described, tags] = await Promise.all([
    account.ask(region, calls.bus, { Name: name }),
    account.ask(region, calls.tags, { ResourceARN: arn }),
  ]);
  found.add({
    kind: "cloudwatch.EventBus",
    id: arn,
    region,
    inputs: {
      name,
      eventSourceName: name.startsWith("aws.partner/") ? name : undefined,
      kmsKeyIdentifier: part(described, ({ KmsKeyIdentifier: key }) => keyArn(reading, key)),
      deadLetterConfig: part(described, ({ DeadLetterConfig: queue }) => queue && { arn: queue.Arn }),
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: name, name },
    answers: [described, tags],
  });
}

function toBus({ found }: Reading, { Name: name, Arn: arn }: EventBus): Readonly<Record<string, string>> {
  return name === "default" || arn === undefined ? {} : { eventBusName: found.urnOf("cloudwatch.EventBus", arn) };
}

async function readRules(reading: Reading, bus: EventBus): Promise<void> {
  const { account, region } = reading;
  const rules = await account.list(region, calls.rules, { EventBusName: bus.Name }, { items: (page) => page.Rules, next: byNextToken });
  await forEach(
    listed(reading, ruleKinds, rules).filter((rule) => !isManaged(rule)),
    (rule) => readRule(reading, bus, rule),
  );
}

/** Ids are as the provider makes them: of the default bus, its name is left out. */
async function readRule(reading: Reading, bus: EventBus, rule: Rule): Promise<void> {
  const { account, region, found } = reading;
  const { Name: name, Arn: arn } = rule;
  const { Name: eventBusName = "default" } = bus;
  if (name === undefined || arn === undefined) return;
  const [targets, tags] = await Promise.all([
    account.list(region, calls.targets, { Rule: name, EventBusName: eventBusName }, { items: (page) => page.Targets, next: byNextToken }),
    account.ask(region, calls.tags, { ResourceARN: arn }),
  ]);
  const isDefault = eventBusName === "default";
  const urn = found.add({
    kind: "cloudwatch.EventRule",
    id: arn,
    region,
    inputs: {
      name,
      eventBusName,
      eventPattern: rule.EventPattern,
      scheduleExpression: rule.ScheduleExpression,
      state: rule.State,
      roleArn: rule.RoleArn,
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: isDefault ? name : `${eventBusName}/${name}`, name },
    refersTo: toBus(reading, bus),
    answers: [tags, ...(targets.state === "unread" ? [targets] : [])],
  });
  for (const { Id: targetId = "", Arn: target, RoleArn: roleArn, DeadLetterConfig: queue } of listed(reading, targetKinds, targets))
    found.add({
      kind: "cloudwatch.EventTarget",
      id: `${arn}/${targetId}`,
      region,
      inputs: { rule: name, eventBusName, targetId, arn: target, roleArn, deadLetterConfig: queue && { arn: queue.Arn } },
      outputs: { id: isDefault ? `${name}-${targetId}` : `${eventBusName}-${name}-${targetId}` },
      refersTo: { rule: urn },
    });
}

async function readArchives(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const archives = await account.list(region, calls.archives, {}, { items: (page) => page.Archives, next: byNextToken });
  await forEach(listed(reading, archiveKinds, archives), async ({ ArchiveName: name, EventSourceArn: eventSourceArn, RetentionDays }) => {
    if (name === undefined) return;
    const described = await account.ask(region, calls.archive, { ArchiveName: name });
    const arn = `arn:${account.partition}:events:${region}:${account.id}:archive/${name}`;
    found.add({
      kind: "cloudwatch.EventArchive",
      id: arn,
      region,
      inputs: {
        name,
        eventSourceArn,
        retentionDays: RetentionDays,
        eventPattern: part(described, ({ EventPattern: pattern }) => pattern),
        kmsKeyIdentifier: part(described, ({ KmsKeyIdentifier: key }) => keyArn(reading, key)),
      },
      outputs: { arn, id: name, name },
      answers: [described],
    });
  });
}

/** Connections without what they sign in with: only their key is looked at. */
async function readConnections(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const connections = await account.list(region, calls.connections, {}, { items: (page) => page.Connections, next: byNextToken });
  await forEach(
    listed(reading, connectionKinds, connections),
    async ({ Name: name, ConnectionArn: arn, AuthorizationType: authorizationType }) => {
      if (name === undefined || arn === undefined) return;
      const described = await account.ask(region, calls.connection, { Name: name });
      found.add({
        kind: "cloudwatch.EventConnection",
        id: arn,
        region,
        inputs: {
          name,
          authorizationType,
          kmsKeyIdentifier: part(described, ({ KmsKeyIdentifier: key }) => keyArn(reading, key)),
        },
        outputs: { arn, id: name, name },
        answers: [described],
      });
    },
  );
}

async function readDestinations(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const destinations = await account.list(region, calls.destinations, {}, { items: (page) => page.ApiDestinations, next: byNextToken });
  for (const destination of listed(reading, destinationKinds, destinations)) {
    const { Name: name, ApiDestinationArn: arn, ConnectionArn: connectionArn, InvocationEndpoint, HttpMethod } = destination;
    if (name === undefined || arn === undefined) continue;
    found.add({
      kind: "cloudwatch.EventApiDestination",
      id: arn,
      region,
      inputs: { name, connectionArn, invocationEndpoint: InvocationEndpoint, httpMethod: HttpMethod },
      outputs: { arn, id: name, name },
    });
  }
}
