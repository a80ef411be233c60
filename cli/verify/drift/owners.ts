import type { ClassName } from "../../../policies/aws/kinds";
import { belongsTo } from "../../../policies/graph/belongs-to";
import { dependenciesOf, ResourceIndex, resolveName, resolveTarget } from "../../../policies/graph/references";
import { type ResourceDescription, ResourceNode } from "../../../policies/graph/resource";
import { known } from "./place";

/** Whose a policy, an attachment or a membership of IAM is, by the property that says so. */
const identities: Readonly<Record<string, ClassName>> = { role: "iam.Role", user: "iam.User", group: "iam.Group" };

/** Finds what resources are a part of. */
export class Owners {
  readonly #index: ResourceIndex;

  constructor(resources: readonly ResourceDescription[]) {
    this.#index = new ResourceIndex(resources.map((resource) => new ResourceNode(resource)));
  }

  /**
   * The URNs of what a resource may be a part of: what it names as its owner, and what its properties were computed from. The event bus that each Region
   * has by itself is no resource: it is named.
   */
  of(resource: ResourceDescription): ReadonlySet<string> {
    const node = new ResourceNode(resource);
    const owners = Object.keys(resource.propertyDependencies ?? {}).flatMap((property) => dependenciesOf(this.#index, node, property));
    const owner = belongsTo(node);
    const targets = [
      ...(owner ? [resolveTarget(this.#index, node, owner.cell, owner.kinds)] : []),
      ...(node.kind.startsWith("iam.") ? this.#identities(resource) : []),
    ];
    const urns = [...owners, ...targets.flatMap((target) => (target.state === "resource" ? [target.resource] : []))].map(({ urn }) => urn);
    return new Set([...urns, ...defaultBusOf(node)]);
  }

  #identities({ inputs }: ResourceDescription) {
    return Object.entries(identities).flatMap(([property, kind]) => {
      const name = inputs[property];
      return typeof name === "string" ? [resolveName(this.#index, name, new Set([kind]))] : [];
    });
  }
}

const settingsOfBuses: ReadonlySet<string> = new Set<ClassName>(["cloudwatch.EventBusPolicy", "cloudwatch.EventPermission"]);

/** Where no bus is named, it is the default one. Source: EventBridge API Reference, PutPermission, `EventBusName`. */
function defaultBusOf({ kind, description: { inputs, provider } }: ResourceNode): readonly string[] {
  const region = known(inputs.region) ?? known(provider?.inputs.region);
  if (!settingsOfBuses.has(kind) || region === undefined || (inputs.eventBusName ?? "default") !== "default") return [];
  return [`the default event bus of ${region}`];
}
