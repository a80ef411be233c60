import { parseArn } from "../../policies/aws/arn";
import { type ClassName, tokenOfClass } from "../../policies/aws/kinds";
import type { Observations } from "../../policies/functioning/observations";
import type { ResourceDescription } from "../../policies/graph/resource";
import { rootStackType } from "../../policies/graph/stack";
import type { PropertiesOf } from "../../policies/reader";
import { UNKNOWN, type Unknown } from "../../policies/unknown";
import type { Answer } from "./account";

/** What could not be read, by the action that it needs. */
export interface Unread {
  readonly action: string;
  readonly reason: string;
}

/** Kinds whose resources could not be listed somewhere: any number of them may be there. */
export interface UnlistedKinds extends Unread {
  readonly kinds: readonly ClassName[];
  readonly where: string;
}

/** A resource of the account in the shape of the classic provider. Properties that could not be read are `UNKNOWN`, those that are not set are undefined. */
export interface AnyLiveResource {
  readonly kind: ClassName;
  /** What makes it one of its kind in the account: its ARN, or the owner's for a setting of it, with a part behind it where there are several. */
  readonly id: string;
  readonly region: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What others refer to it by. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** The URN of what it is a setting of, by the property that says so; or of what another property means, also of several where a text names them. */
  readonly refersTo?: Readonly<Record<string, string | readonly string[]>>;
  /** Answers of which parts of it were made. */
  readonly answers?: readonly Answer<unknown>[];
  /** Whether it works, as far as the answers tell. */
  readonly observed?: Readonly<Record<string, unknown>>;
  /** Whether it may not be there at all, because the answer that says so could not be read. */
  readonly mayBeAbsent?: boolean;
}

/** A resource of one kind, with the names of that kind's properties. */
export interface LiveResource<Kind extends ClassName> extends AnyLiveResource {
  readonly kind: Kind;
  readonly inputs: Readonly<Partial<Record<keyof PropertiesOf<Kind> & string, unknown>>>;
  readonly observed?: ObservedFacts<Kind>;
}

/** The facts of `policies/functioning/observations.ts`, any of which may be `UNKNOWN`. */
type ObservedFacts<Kind extends string> = Kind extends keyof Observations
  ? { readonly [Fact in keyof Observations[Kind]]: Observations[Kind][Fact] | Unknown | undefined }
  : never;

type Facts = Readonly<Record<string, unknown>>;

/** Resources of a service that are there, and that nobody looked at. */
export interface NotLookedAt {
  /** As ARNs name it: `elasticmapreduce`. */
  readonly service: string;
  readonly count: number;
  /** As ARNs name them, `cluster`; none for services whose ARNs do not. */
  readonly types: readonly string[];
}

/** What the readers found. */
export class Found {
  readonly #resources = new Map<string, ResourceDescription>();
  readonly #unread = new Map<string, Unread[]>();
  readonly #mayBeAbsent = new Set<string>();
  readonly #unlisted: UnlistedKinds[] = [];
  readonly #managedKeys = new Map<string, string>();
  readonly #observed = new Map<string, Facts>();
  readonly #observedOfAll = new Map<string, Facts>();
  readonly #tagged = new Set<string>();

  /** @param at when the account is read, ISO 8601 */
  constructor(
    readonly account: string,
    readonly at: string = new Date().toISOString(),
  ) {
    const name = `account-${account}`;
    this.#resources.set("", { urn: this.#urn(rootStackType, name), type: rootStackType, name, inputs: {} });
  }

  get resources(): readonly ResourceDescription[] {
    return [...this.#resources.values()].map((resource) => this.#withFacts(resource));
  }

  get unlisted(): readonly UnlistedKinds[] {
    return this.#unlisted;
  }

  /** What could not be read of each resource and its settings, by URN: one object for each answer that was not given. */
  get unread(): ReadonlyMap<string, readonly Unread[]> {
    return this.#unread;
  }

  get mayBeAbsent(): ReadonlySet<string> {
    return this.#mayBeAbsent;
  }

  /** `urn:pulumi:live::<account>::<type>::<id>`: the same in every run. */
  urnOf(kind: ClassName, id: string): string {
    return this.#urn(tokenOfClass(kind), id);
  }

  add<Kind extends ClassName>(resource: LiveResource<Kind>): string {
    return this.addAny(resource);
  }

  /** For kinds that come from a table. */
  addAny({ kind, id, region, inputs, outputs, refersTo = {}, answers = [], mayBeAbsent, observed }: AnyLiveResource): string {
    const urn = this.urnOf(kind, id);
    this.#resources.set(urn, {
      urn,
      type: tokenOfClass(kind),
      name: id,
      inputs: told(inputs),
      outputs: { ...outputs },
      propertyDependencies: Object.fromEntries(Object.entries(refersTo).map(([property, target]) => [property, [target].flat()])),
      provider: {
        urn: this.#urn("pulumi:providers:aws", region),
        type: "pulumi:providers:aws",
        inputs: { region, allowedAccountIds: [this.account] },
      },
      ...(observed && { observed: { at: this.at, facts: told(observed) } }),
    });
    if (mayBeAbsent === true) this.#mayBeAbsent.add(urn);
    for (const answer of answers) if (answer.state === "unread") this.#note(answer, [urn, ...Object.values(refersTo).flat()]);
    return urn;
  }

  /** What is observed of the account itself. Several readers may tell a part of it. */
  observeAccount(facts: Partial<ObservedFacts<"account">>, answers: readonly Answer<unknown>[] = []): void {
    const root = this.#resources.get("");
    if (!root) return;
    this.#resources.set("", { ...root, observed: { at: this.at, facts: { ...root.observed?.facts, ...told(facts) } } });
    for (const answer of answers) if (answer.state === "unread") this.#note(answer, [root.urn]);
  }

  /** What one service observes of a resource that the reader of another one gives, before or after. */
  observe<Kind extends keyof Observations & ClassName>(
    kind: Kind,
    id: string,
    facts: Partial<ObservedFacts<Kind>>,
    answers: readonly Answer<unknown>[] = [],
  ): void {
    const urn = this.urnOf(kind, id);
    this.#observed.set(urn, { ...this.#observed.get(urn), ...told(facts) });
    for (const answer of answers) if (answer.state === "unread") this.#note(answer, [urn]);
  }

  /** What holds for each resource of a kind in a Region of which `observe` says nothing else: that a list does not name it. */
  observeAll<Kind extends keyof Observations & ClassName>(kind: Kind, region: string, facts: Partial<ObservedFacts<Kind>>): void {
    const key = `${region} ${tokenOfClass(kind)}`;
    this.#observedOfAll.set(key, { ...this.#observedOfAll.get(key), ...told(facts) });
  }

  /** What is there by the account's tags. @param arns those of resources of any service */
  addTagged(arns: Iterable<string>): void {
    for (const arn of arns) this.#tagged.add(arn);
  }

  /** What is there by its tags and of which no reader gave anything: how many of each service, with the types. */
  get notLookedAt(): readonly NotLookedAt[] {
    const texts = [...this.#resources.values()].flatMap(({ name, outputs }) => [name, ...Object.values(outputs ?? {})]);
    const seen = new Set(texts.flatMap((text) => (typeof text === "string" ? [text, ...typeOfArn(text)] : [])));
    const byService = new Map<string, { count: number; types: Set<string> }>();
    for (const text of this.#tagged) {
      const [type] = typeOfArn(text);
      // What a reader left out of a type that it gives, it left out with a reason: an instance that is gone, what AWS made for itself.
      if (type === undefined || seen.has(text) || (seen.has(type) && !sharedTypes.has(type))) continue;
      const [service = "", name = ""] = type.split(" ");
      const entry = byService.get(service) ?? { count: 0, types: new Set<string>() };
      entry.count += 1;
      if (name !== "") entry.types.add(name);
      byService.set(service, entry);
    }
    return [...byService]
      .map(([service, { count, types }]) => ({ service, count, types: [...types].sort() }))
      .sort((left, right) => (left.service < right.service ? -1 : 1));
  }

  /** Notes what could not be read of no resource in particular. */
  noteUnread(answer: Answer<unknown>): void {
    if (answer.state === "unread") this.#note(answer, ["the account as a whole"]);
  }

  /** Notes that resources of some kinds could not be listed. */
  notListed(kinds: readonly ClassName[], where: string, { action, reason }: Unread): void {
    // The parts of each of many resources are often denied by one permission that is missing.
    const isNoted = this.#unlisted.some(
      (noted) => noted.action === action && noted.reason === reason && noted.where === where && noted.kinds.join() === kinds.join(),
    );
    if (!isNoted) this.#unlisted.push({ kinds, where, action, reason });
  }

  /** The aliases of the keys that AWS manages, by their ARNs. */
  get managedKeys(): ReadonlyMap<string, string> {
    return this.#managedKeys;
  }

  /** @param alias `alias/aws/s3` */
  addManagedKey(arn: string, alias: string): void {
    this.#managedKeys.set(arn, alias);
  }

  /** Writes texts in all properties anew, KMS's own resources left out. @param anew gives the text itself, another value, or why it is not known */
  replaceTexts(anew: (text: string) => string | Unread): void {
    for (const [key, resource] of this.#resources) {
      if (resource.type.startsWith("aws:kms/")) continue;
      const replaced = (value: unknown): unknown => {
        if (typeof value === "string") {
          const text = anew(value);
          if (typeof text === "string") return text;
          this.#note(text, [resource.urn, ...Object.values(resource.propertyDependencies ?? {}).flat()]);
          return UNKNOWN;
        }
        if (Array.isArray(value)) return value.map(replaced);
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, replaced(item)]));
      };
      const inputs = Object.fromEntries(Object.entries(resource.inputs).map(([name, item]) => [name, replaced(item)]));
      this.#resources.set(key, { ...resource, inputs });
    }
  }

  #withFacts(resource: ResourceDescription): ResourceDescription {
    const { urn, type, observed, provider } = resource;
    const more = { ...this.#observedOfAll.get(`${String(provider?.inputs.region)} ${type}`), ...this.#observed.get(urn) };
    if (Object.keys(more).length === 0) return resource;
    return { ...resource, observed: { at: this.at, facts: { ...observed?.facts, ...more } } };
  }

  #note(answer: Unread, urns: readonly string[]): void {
    for (const urn of urns) this.#unread.set(urn, [...(this.#unread.get(urn) ?? []), answer]);
  }

  #urn(type: string, name: string): string {
    return `urn:pulumi:live::${this.account}::${type}::${name}`;
  }
}

export function told(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** A part of an answer: undefined where there is nothing, `UNKNOWN` where it could not be read. */
export function part<Value, Part>(answer: Answer<Value>, select: (value: Value) => Part): Part | Unknown | undefined {
  if (answer.state === "unread") return UNKNOWN;
  return answer.state === "read" ? select(answer.value) : undefined;
}

/**
 * `rds db` for the ARN of an RDS instance, `sqs ` for a queue's; nothing where the text is no ARN. The type is what stands before the first ":" or "/" at
 * its end. Those of API Gateway begin with a slash.
 */
function typeOfArn(text: string): readonly string[] {
  const arn = parseArn(text);
  if (arn === undefined) return [];
  const [type = "", ...rest] = arn.resource.replace(/^\//, "").split(/[:/]/);
  return [`${arn.service} ${rest.length === 0 ? "" : type}`];
}

/** Types that several services share, of which one reader gives only its own. Source: Service Authorization Reference, resource types of RDS, Neptune, DocumentDB and Elastic Load Balancing. */
const sharedTypes: ReadonlySet<string> = new Set(["elasticloadbalancing loadbalancer", "rds cluster", "rds db"]);

interface ApiTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** AWS's list of tags as the provider's map. */
export function tagsOf(tags: readonly ApiTag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])));
}

/** AWS writes `KMSMasterKeyID`, the provider `kmsMasterKeyId`. */
function providersName(name: string): string {
  const words = name.replace(/([A-Z])([A-Z]+)(?=[A-Z][a-z]|\d|$)/g, (_, first: string, rest: string) => first + rest.toLowerCase());
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A structure of an answer with its names as the provider spells them. */
export function asProvider(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asProvider);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
      item === undefined ? [] : [[providersName(name), asProvider(item)]],
    ),
  );
}
