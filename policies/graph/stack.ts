import type { ClassName } from "../aws/kinds";
import type { Ternary } from "../aws/ternary";
import type { Cell } from "../cell";
import { type PropertiesOf, Reader } from "../reader";
import type { Settings } from "../settings";
import { all, any, type Evidence, eitherOf, fail, undetermined, type Verdict } from "../verdict";
import { EphiScope } from "./flow/ephi-scope";
import { type KeyReference, keyReference } from "./kms-key";
import { type ResourceIndex, resolveName, resolveTarget, type Target } from "./references";
import type { Resource, ResourceDescription, ResourceNode } from "./resource";

/** The type of the resource that is the root of every stack. */
export const rootStackType = "pulumi:pulumi:Stack";

/** A resource, as any of its views. */
export interface Referrer {
  readonly node: ResourceNode;
}

/** A resource that can give evidence on itself as a whole. */
export interface Judged extends Referrer {
  evidence(found: string, wanted: string): Evidence;
}

/** What one reference points to, as a rule asks it. */
export interface Reference<Kind extends ClassName> {
  readonly state: Target["state"] | "not-seen-yet";
  /** The resource of the stack that is referred to, where there is exactly one. */
  readonly resource: Resource<Kind> | undefined;
  /**
   * Judges by what is there. Of several candidates all are tried: if they agree, that is the verdict.
   * What lies outside the stack cannot be read from a preview: undetermined, unless the rule says otherwise.
   */
  decide(cases: { resource: (target: Resource<Kind>) => Verdict; absent: () => Verdict; outside?: () => Verdict }): Verdict;
}

/** The resources that refer to one resource by a property: its policy, its versioning, its rotation. */
export interface Attachments<Kind extends ClassName> {
  /** Those that surely refer to it. */
  readonly certain: readonly Resource<Kind>[];
  /** Those that may: their reference is not known yet. */
  readonly possible: readonly Resource<Kind>[];
  /** False while resources that are still to come may refer to it. */
  readonly complete: boolean;
  /** For a setting that AWS holds once: what is attached decides; where nothing is, `absent` does. */
  decide(cases: { present: (attached: Resource<Kind>) => Verdict; absent: () => Verdict }): Verdict;
  /** For settings that add up: one that passes is enough. */
  some(check: (attached: Resource<Kind>) => Verdict, absent: () => Verdict): Verdict;
}

/** Who refers to the resources of a kind by one property; `open`: those whose reference is not known yet. */
interface Referrers {
  readonly byTarget: Map<string, ResourceNode[]>;
  readonly open: { readonly resource: ResourceNode; readonly candidates?: readonly ResourceNode[] }[];
}

const nobody: Referrers = { byTarget: new Map(), open: [] };

/** The stack as a rule sees it: a read-only graph. While the stack is still being read, what is not seen yet is undetermined. */
export class Stack {
  readonly #index: ResourceIndex;
  readonly #complete: boolean;
  readonly #reverse = new Map<string, Referrers>();
  readonly #ephi = new WeakMap<Settings, EphiScope>();

  constructor(index: ResourceIndex, options: { readonly complete: boolean }) {
    this.#index = index;
    this.#complete = options.complete;
  }

  /** Whether every resource of the stack is in view; false while resources are judged one by one. */
  get complete(): boolean {
    return this.#complete;
  }

  /** All resources of a kind that are in view. */
  all<Kind extends ClassName>(kind: Kind): readonly Resource<Kind>[] {
    return this.#index.ofKind(kind).map((resource) => this.#view<Kind>(resource));
  }

  /** The root of the stack, where findings on what is absent are reported. */
  get urn(): string | undefined {
    return this.#index.ofKind(rootStackType)[0]?.urn;
  }

  /** What was observed of the account as a whole, where a live one is judged. */
  get observed(): ResourceDescription["observed"] {
    return this.#index.ofKind(rootStackType)[0]?.description.observed;
  }

  /** The resources in view, of whatever kind, whose types a question is answered with yes for. */
  ofTypes(question: (type: string) => boolean): readonly ResourceNode[] {
    return this.#index.ofTypes(question);
  }

  /** One resource of the kind that passes is enough: for baselines, where the finding is that none is there. */
  some<Kind extends ClassName>(kind: Kind, check: (resource: Resource<Kind>) => Verdict, absent: () => Verdict): Verdict {
    const found = this.all(kind);
    const verdict = found.length === 0 ? absent() : any(...found.map(check));
    return verdict.outcome === "fail" && !this.#complete ? undetermined("the stack is not wholly read yet", verdict.evidence) : verdict;
  }

  /** What a property of a resource, or of a block in it, points to. */
  target<Kind extends ClassName>(from: Referrer, cell: Cell<unknown>, kinds: Kind | readonly Kind[]): Reference<Kind> {
    const wanted = new Set<string>(Array.isArray(kinds) ? kinds : [kinds]);
    const target = resolveTarget(this.#index, from.node, cell, wanted);
    const unseen = !this.#complete && (target.state === "outside" || target.state === "unknown" || target.state === "ambiguous");
    const evidence: Evidence[] = [cell.evidence(`a reference to ${[...wanted].join(" or ")}`)];
    return {
      state: unseen ? "not-seen-yet" : target.state,
      resource: target.state === "resource" ? this.#view<Kind>(target.resource) : undefined,
      decide: (cases) => {
        if (unseen) return undetermined(`what ${cell.path} refers to is not read yet`, evidence);
        switch (target.state) {
          case "resource":
            return cases.resource(this.#view<Kind>(target.resource));
          case "absent":
            return cases.absent();
          case "ambiguous":
            return eitherOf(
              target.candidates.map((candidate) => cases.resource(this.#view<Kind>(candidate))),
              `which of ${target.candidates.length} resources ${cell.path} refers to is not known before deployment`,
            );
          case "outside":
            return cases.outside ? cases.outside() : undetermined(`${cell.path} refers to something outside this stack`, evidence);
          case "unknown":
            return undetermined(`what ${cell.path} refers to is not known before deployment`, evidence);
        }
      },
    };
  }

  /** Whether a property surely names a resource of the stack, of one of some kinds: for checks that take their kinds from a table. */
  names(from: Referrer, cell: Cell<unknown>, kinds: readonly string[]): boolean {
    return resolveTarget(this.#index, from.node, cell, new Set(kinds)).state === "resource";
  }

  /** The resources of a kind whose property refers to this resource. */
  attached<Kind extends ClassName>(to: Judged, kind: Kind, by: (properties: PropertiesOf<Kind>) => unknown): Attachments<Kind> {
    // What refers to a resource is created after it: while the stack is still being read there is nothing to look for.
    const { byTarget, open } = this.#complete ? this.#referrers<PropertiesOf<Kind>>(kind, by, to.node.kind) : nobody;
    const certain = (byTarget.get(to.node.urn) ?? []).map((resource) => this.#view<Kind>(resource));
    const possible = open
      .filter((entry) => entry.candidates === undefined || entry.candidates.some((candidate) => candidate.urn === to.node.urn))
      .map((entry) => this.#view<Kind>(entry.resource));
    const complete = this.#complete;
    const notYet = () =>
      undetermined(`whether a ${kind} is attached is known only when the whole stack is read`, [to.evidence("not read yet", kind)]);
    return {
      certain,
      possible,
      complete,
      decide: ({ present, absent }) => {
        if (certain.length > 0) return all(...certain.map(present));
        if (!complete) return notYet();
        if (possible.length === 0) return absent();
        return eitherOf(
          [...possible.map(present), absent()],
          `whether ${possible[0]?.name ?? kind} is attached is not known before deployment`,
        );
      },
      some: (check, absent) => {
        const sure = certain.length > 0 ? any(...certain.map(check)) : undefined;
        if (sure?.outcome === "pass") return sure;
        if (!complete) return notYet();
        const maybe = possible.map(check);
        const base = sure ?? absent();
        if (base.outcome === "pass" || maybe.length === 0) return base;
        return eitherOf([base, ...maybe], `whether ${possible[0]?.name ?? kind} is attached is not known before deployment`);
      },
    };
  }

  /** The KMS key that a property names: whose it is, as far as the reference shows. */
  key(from: Referrer, cell: Cell<unknown>): KeyReference {
    return keyReference(this, from, cell);
  }

  /** Whether a resource holds or guards ePHI: for rules that judge one resource by the data of others. */
  inScope(of: Referrer, settings: Settings): Ternary {
    return this.ephi(settings).of(of.node).inScope;
  }

  /** Where ePHI is in the stack and where it goes, under some settings. */
  ephi(settings: Settings): EphiScope {
    const known = this.#ephi.get(settings);
    if (known) return known;
    const scope = new EphiScope(this.#index, settings, this.#complete);
    this.#ephi.set(settings, scope);
    return scope;
  }

  /** The resource that this one is a child of. */
  parent(of: Referrer): ResourceNode | undefined {
    const { parent } = of.node.description;
    return parent === undefined ? undefined : this.#index.byUrn(parent);
  }

  #view<Kind extends ClassName>(node: ResourceNode): Resource<Kind> {
    return node.view<Kind>("related");
  }

  /** Who refers to whom, by one property of one kind: built once and asked for each target. */
  #referrers<Properties>(kind: string, by: (properties: Properties) => unknown, targetKind: string): Referrers {
    const sample = new Reader<Properties>({}, { path: "" });
    const key = `${kind} ${sample.at(by).path} ${targetKind}`;
    const known = this.#reverse.get(key);
    if (known) return known;
    const built: Referrers = { byTarget: new Map(), open: [] };
    const kinds = new Set([targetKind]);
    for (const resource of this.#index.ofKind(kind)) {
      for (const target of targetsOf(this.#index, resource, resource.read<Properties>().at(by), kinds)) {
        if (target.state === "resource") {
          const list = built.byTarget.get(target.resource.urn);
          if (list) list.push(resource);
          else built.byTarget.set(target.resource.urn, [resource]);
        } else if (target.state === "ambiguous") built.open.push({ resource, candidates: target.candidates });
        else if (target.state === "unknown") built.open.push({ resource, ...(target.candidates && { candidates: target.candidates }) });
      }
    }
    this.#reverse.set(key, built);
    return built;
  }
}

/** What a property refers to: a list of known names to all that they mean. */
function targetsOf(index: ResourceIndex, from: ResourceNode, cell: Cell<unknown>, kinds: ReadonlySet<string>): readonly Target[] {
  const names = Array.isArray(cell.raw) && cell.raw.every((item) => typeof item === "string") ? cell.raw : [];
  const named = names.map((name) => resolveName(index, name, kinds)).filter(({ state }) => state !== "outside");
  return named.length > 0 ? named : [resolveTarget(index, from, cell, kinds)];
}

/** The verdict where a setting that must be there is nowhere in the stack. */
export function missing(resource: Judged, because: string, wanted: string): Verdict {
  return fail(because, [resource.evidence("nothing", wanted)]);
}
