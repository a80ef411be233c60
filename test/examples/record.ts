import type { Output } from "@pulumi/pulumi";
import { tokenOfClass } from "../../policies/aws/kinds";
import type { Example, ExampleOptions, ExampleResource, ExampleStack } from "../../policies/examples";
import type { Settings } from "../../policies/settings";

/** What an example writes in place of a value that is not plain. */
export class Marker {
  constructor(
    readonly mark:
      | { readonly is: "later" }
      | { readonly is: "out"; readonly of: RecordedResource; readonly output: string }
      | { readonly is: "secret"; readonly value: unknown },
  ) {}
}

export interface RecordedResource {
  readonly className: string;
  readonly token: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: ExampleOptions & { readonly observed?: Facts };
}

/** What is observed, by the names of the facts. */
export type Facts = Readonly<Record<string, unknown>>;

export interface RecordedExample {
  readonly resources: readonly RecordedResource[];
  /** The resource to judge; undefined for rules on the account. */
  readonly subject: RecordedResource | undefined;
  /** What is observed of the account. */
  readonly observed: Facts | undefined;
  readonly settings: Partial<Settings>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Examples are typed as programs are; a marker stands where a program has an output. */
function asOutput(marker: Marker): Output<never> {
  return marker as unknown as Output<never>;
}

function nameFor(className: string, taken: ReadonlySet<string>): string {
  const resource = className.split(/[.:]/).at(-1) ?? className;
  const base = resource.charAt(0).toLowerCase() + resource.slice(1);
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}${count}`;
    if (!taken.has(name)) return name;
  }
}

/** Runs an example and keeps what it added, in order. */
export function record(example: Example): RecordedExample {
  const resources: RecordedResource[] = [];
  const handles = new Map<ExampleResource, RecordedResource>();
  let observed: Facts | undefined;
  let settings: Partial<Settings> = {};
  let parameters: Readonly<Record<string, unknown>> = {};
  const addByToken = (token: string, args: object, options: RecordedResource["options"] = {}, className = token): ExampleResource => {
    const name = options.name ?? nameFor(className, new Set(resources.map((resource) => resource.name)));
    const resource: RecordedResource = { className, token, name, args: { ...args }, options };
    resources.push(resource);
    const handle: ExampleResource = { out: (output) => asOutput(new Marker({ is: "out", of: resource, output })) };
    handles.set(handle, resource);
    return handle;
  };
  const add = (className: string, args: object, options?: RecordedResource["options"]) =>
    addByToken(tokenOfClass(className), args, options, className);
  const stack: ExampleStack = {
    add,
    addByToken,
    addUntyped: add,
    later: () => asOutput(new Marker({ is: "later" })),
    secret: (value) => asOutput(new Marker({ is: "secret", value })),
    observeAccount: (facts) => {
      observed = { ...facts };
    },
    settings: (values) => {
      settings = values;
    },
    parameters: (values) => {
      parameters = values;
    },
  };
  const judged = example(stack);
  return { resources, subject: judged && handles.get(judged), observed, settings, parameters };
}

/** Every marker in a value, and what it is computed from. */
export function markersIn(value: unknown): readonly Marker[] {
  if (value instanceof Marker) return value.mark.is === "secret" ? [value, ...markersIn(value.mark.value)] : [value];
  if (Array.isArray(value)) return value.flatMap(markersIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(markersIn) : [];
}
