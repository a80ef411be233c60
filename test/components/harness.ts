import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../cli/offline/configuration";
import { invoke } from "../../cli/offline/invokes";
import type { PropertyMap } from "../../cli/offline/property-values";
import { isAccountRule, type Judgement, judge, judgeAccount, Session, speaksOf } from "../../policies/evaluate";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import { rules } from "../../policies/rules/index.gen";
import { defaultSettings, type Settings } from "../../policies/settings";
import { UNKNOWN } from "../../policies/unknown";
import type { Outcome } from "../../policies/verdict";
import { isSecret, rootType, unknownString, type WireProperties, type WireResource } from "../examples/wire";

export const project = "clinic";
export const stack = "test";

/** The part of a registration that a monitor is asked for, in the protocol's own shape. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): WireProperties } | undefined;
  getPropertydependenciesMap(): { forEach(each: (dependencies: { getUrnsList(): string[] }, property: string) => void): void };
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getProtect(): boolean;
}
type Answer = (error: Error | null, response?: { getUrn(): string }) => void;
interface Monitor {
  registerResource(request: Registration, answer: Answer): Promise<void>;
}

/** A resource that a component registered, as the engine would hand it to a policy pack in a preview. */
export interface Registered extends WireResource {
  readonly protect: boolean;
  /** URNs of what has to be there before it. */
  readonly dependencies: readonly string[];
}

export interface Collected {
  /** In the order of registration; the first is the stack's root. */
  readonly resources: readonly Registered[];
}

export interface CollectOptions {
  /** Where the components are deployed; us-east-1 unless told. */
  readonly region?: string;
}

/**
 * Runs a program as a preview does: ids and ARNs are unknown, functions of @pulumi/aws are answered as the offline provider answers them.
 * @throws what the program throws
 */
export async function collect(program: () => void, options: CollectOptions = {}): Promise<Collected> {
  const configuration = readConfiguration({ region: options.region ?? "us-east-1" });
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs }) => ({ id: "", state: inputs }),
      call: ({ token, inputs }) => invoke(token, inputs as PropertyMap, configuration),
    },
    project,
    stack,
    true,
  );
  const resources: Registered[] = [];
  record(resources);
  new RootStack();
  program();
  await pulumi.runtime.disconnect();
  // What goes wrong inside an output is a rejection that Node tells of a turn later. It then fails this test, and not whatever runs next.
  await new Promise((resolve) => setImmediate(resolve));
  return { resources };
}

/** The root that `pulumi` makes for each program, under whose URN the account's findings are reported. */
class RootStack extends pulumi.ComponentResource {
  constructor() {
    super(rootType, `${project}-${stack}`);
  }
}

/** The mocks see inputs, but neither parents nor dependencies: so each registration is read from the request itself. */
function record(resources: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) =>
    register(request, (error, response) => {
      if (response) resources.push(registered(request, response.getUrn()));
      answer(error, response);
    });
}

function registered(request: Registration, urn: string): Registered {
  const propertyDependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    propertyDependencies[property] = dependencies.getUrnsList();
  });
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    properties: request.getObject()?.toJavaScript() ?? {},
    propertyDependencies,
    parent: request.getParent() || undefined,
    ignoreChanges: request.getIgnorechangesList(),
    protect: request.getProtect(),
    dependencies: request.getDependenciesList(),
  };
}

/** A value of the wire form as rules see it. */
function plain(value: unknown): unknown {
  if (value === unknownString) return UNKNOWN;
  if (isSecret(value)) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function nodeOf({ urn, type, name, properties, propertyDependencies, ignoreChanges, parent }: Registered): ResourceNode {
  const inputs = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plain(value)]));
  return new ResourceNode({ urn, type, name, inputs, propertyDependencies, ignoreChanges, ...(parent !== undefined && { parent }) });
}

export interface Judged {
  readonly fail: readonly string[];
  readonly undetermined: readonly string[];
  /** The rules that pass on a resource at least. */
  readonly passed: readonly string[];
}

/** Judges what was collected by all rules of the pack, with its defaults; each finding as "rule: type name, why". */
export function judgeAll({ resources }: Collected, settings: Settings = defaultSettings): Judged {
  const index = new ResourceIndex(resources.map(nodeOf));
  const session = new Session(index, settings, true);
  const judgements: Judgement[] = [];
  for (const rule of rules) {
    if (isAccountRule(rule)) {
      judgements.push(judgeAccount(rule, session));
      continue;
    }
    for (const { urn } of resources) {
      const resource = index.byUrn(urn);
      if (resource && speaksOf(rule, resource)) judgements.push(judge(rule, resource, session));
    }
  }
  const told = (outcome: Outcome) => judgements.filter(({ verdict }) => verdict.outcome === outcome);
  return {
    fail: told("fail").map(describeFinding),
    undetermined: told("undetermined").map(describeFinding),
    passed: [...new Set(told("pass").map(({ rule }) => rule.id))].sort(),
  };
}

function describeFinding({ rule, urn, verdict }: Judgement): string {
  const [type, name] = urn?.split("::").slice(-2) ?? [];
  return `${rule.id}: ${type?.split("$").at(-1)} ${name}, ${verdict.because}`;
}
