import { identifiersOf } from "../../../policies/graph/references";
import { type ResourceDescription, ResourceNode } from "../../../policies/graph/resource";
import { arnOf, known, type Place, placesIn } from "./place";

/** Which resource of the account each resource of a state is. */
export interface Same {
  /** Live resources by the URNs of the state. */
  readonly live: ReadonlyMap<string, ResourceDescription>;
  /** The URNs of live resources that the state has as another kind: nothing of them is compared. */
  readonly otherKinds: ReadonlySet<string>;
  /** Resources of the state that have an ARN in the account, and are not there any more. */
  readonly missing: readonly ResourceDescription[];
}

/** An account in which resources of states are looked for. */
export interface Searched {
  readonly id: string;
  readonly resources: readonly ResourceDescription[];
  /** Whether all resources of a kind in a Region were listed: else one that is not found may still be there. */
  listed(kind: string, region: string): boolean;
  /** Whether resources of a kind belong to no Region. */
  isGlobal(kind: string): boolean;
}

/** What names a resource that has no identifier of its own, or whose identifier is its provider's: whose it is, and which of several. */
const naming = ["bucket", "group", "logGroup", "logGroupName", "name", "policyArn", "resourceArn", "role", "topic", "user", "vaultName"];

/** The last part of an ARN or of a path: programs name what they refer to by name, id or ARN. */
function shortName(value: string): string {
  return value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf(":")) + 1);
}

function sameNames(one: ResourceDescription, other: ResourceDescription): boolean {
  const shared = naming.flatMap((property) => {
    const [left, right] = [known(one.inputs[property]), known(other.inputs[property])];
    return left === undefined || right === undefined ? [] : [shortName(left) === shortName(right)];
  });
  return shared.length > 0 && shared.every((same) => same);
}

/** What a resource of a kind is found by: the last part of a naming property, or that it has none. */
function keyOf(kind: string, property: string, resource?: ResourceDescription): string {
  const name = known(resource?.inputs[property]);
  return `${kind} ${property} ${name === undefined ? "" : shortName(name)}`;
}

/** Finds live resources by what identifies them. */
class LiveResources {
  readonly #byIdentifier = new Map<string, Set<ResourceDescription>>();
  readonly #byName = new Map<string, ResourceDescription[]>();
  readonly #byArn = new Map<string, ResourceDescription>();

  constructor(live: readonly ResourceDescription[]) {
    for (const resource of live) {
      const node = new ResourceNode(resource);
      for (const property of naming) {
        const key = keyOf(node.kind, property, resource);
        const ofName = this.#byName.get(key) ?? [];
        this.#byName.set(key, ofName);
        ofName.push(resource);
      }
      for (const identifier of [resource.name, ...identifiersOf(node)]) {
        const key = `${node.kind} ${identifier}`;
        this.#byIdentifier.set(key, (this.#byIdentifier.get(key) ?? new Set()).add(resource));
      }
      this.#byArn.set(arnOf(resource) ?? resource.name, resource);
    }
  }

  identifiedBy(kind: string, identifier: string | undefined): readonly ResourceDescription[] {
    return identifier === undefined ? [] : [...(this.#byIdentifier.get(`${kind} ${identifier}`) ?? [])];
  }

  /** Those of a kind that give the same names as a resource of a state. Thousands of one kind are not all looked at: only those that share a name, or have none. */
  namedAs(kind: string, resource: ResourceDescription): readonly ResourceDescription[] {
    const candidates = naming
      .filter((property) => known(resource.inputs[property]) !== undefined)
      .map((property) => ({
        named: this.#byName.get(keyOf(kind, property, resource)) ?? [],
        nameless: this.#byName.get(keyOf(kind, property)) ?? [],
      }));
    const length = ({ named, nameless }: (typeof candidates)[number]) => named.length + nameless.length;
    const [fewest] = candidates.sort((one, other) => length(one) - length(other));
    return [...(fewest?.named ?? []), ...(fewest?.nameless ?? [])].filter((other) => sameNames(resource, other));
  }

  /** Of whatever kind. */
  withArn(arn: string): ResourceDescription | undefined {
    return this.#byArn.get(arn);
  }
}

/** Finds the resources of a state among those of an account: by ARN, else by the provider's id, else by the names that both give. */
export function sameResources(state: readonly ResourceDescription[], account: Searched): Same {
  const live = new LiveResources(account.resources);
  const placeOf = placesIn(state);
  const matched = new Map<string, ResourceDescription>();
  const otherKinds = new Set<string>();
  const missing: ResourceDescription[] = [];
  for (const resource of state) {
    const { kind } = new ResourceNode(resource);
    const place = placeOf(resource);
    if (place.account !== undefined && place.account !== account.id) continue;
    const found = foundIn(live, resource, kind, account.isGlobal(kind) ? {} : place);
    if (found) {
      matched.set(resource.urn, found);
      continue;
    }
    const arn = arnOf(resource);
    const other = arn === undefined ? undefined : live.withArn(arn);
    if (other) otherKinds.add(other.urn);
    else if (arn !== undefined && place.account !== undefined && account.listed(kind, place.region ?? "")) missing.push(resource);
  }
  return { live: matched, otherKinds, missing };
}

/**
 * The provider's id as it is where buses are given by their names: the target of an event rule may also give its bus by ARN, and its id begins with what
 * was given. Source: Pulumi Registry, AWS provider, EventTarget, `eventBusName`.
 */
function providersId({ outputs }: ResourceDescription): string | undefined {
  return known(outputs?.id)?.replace(/^arn:[^:]+:events:[^:]*:\d{12}:event-bus\/(?:default-)?/, "");
}

function foundIn(live: LiveResources, resource: ResourceDescription, kind: string, { region }: Place): ResourceDescription | undefined {
  const arn = arnOf(resource);
  const byArn = only(live.identifiedBy(kind, arn));
  if (byArn) return byArn;
  // Names are a Region's own: of another one, the same name means something else.
  const isPossible = (other: ResourceDescription): boolean => {
    const otherRegion = known(other.provider?.inputs.region);
    if (region !== undefined && otherRegion !== undefined && region !== otherRegion) return false;
    return arn === undefined || (arnOf(other) ?? arn) === arn;
  };
  // Before version 7, some kinds had their ARN as the id only: services of one name in two clusters are two. Source: Terraform Registry, aws_ecs_service, `id`.
  const isAnother = (other: ResourceDescription): boolean => {
    const [id = "", otherArn] = [providersId(resource), arnOf(other)];
    return id.startsWith("arn:") && otherArn !== undefined && id !== otherArn;
  };
  return (
    only(live.identifiedBy(kind, providersId(resource)).filter(isPossible)) ??
    only(live.namedAs(kind, resource).filter((other) => isPossible(other) && !isAnother(other)))
  );
}

function only(found: readonly ResourceDescription[]): ResourceDescription | undefined {
  return found.length === 1 ? found[0] : undefined;
}
