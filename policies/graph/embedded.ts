import { Folded, isBlock, present } from "../aws/cloudformation/folded";
import { parseTemplate, type TemplateResource } from "../aws/cloudformation/template";
import { cloudFormationTypeOf, isCloudFormationToken, translationOf } from "../aws/cloudformation/types";
import { tokenOfClass } from "../aws/kinds";
import { isUnknown, UNKNOWN } from "../unknown";
import { type ResourceDescription, ResourceNode } from "./resource";

const cloudControl = "aws:cloudcontrol/resource:Resource";
const templates: ReadonlySet<string> = new Set(["aws:cloudformation/stack:Stack", "aws:cloudformation/stackSet:StackSet"]);

/** How far a resource that deploys others by a document of its own could be read. */
export interface Unfolded {
  readonly resources: readonly ResourceDescription[];
  /** What could not be read: `unknown` until deployment, `unreadable`, or types that have no twin in the classic provider. */
  readonly unread: readonly { readonly why: "unknown" | "unreadable" | "other-type"; readonly what: string }[];
}

const nothing: Unfolded = { resources: [], unread: [] };

/** Types of resources that may carry others; their type tokens are those that any rule may have to judge. */
export function carriesOthers(type: string): boolean {
  return type === cloudControl || templates.has(type) || isCloudFormationToken(type);
}

function translated(host: ResourceDescription, item: TemplateResource): ResourceDescription[] {
  const translation = translationOf(item.type);
  if (!translation) return [];
  const whole = embeddedUrn(host, item.logicalId);
  const onWhat = [...new Set(Object.values(item.dependencies).flat())].map((logicalId) => embeddedUrn(host, logicalId));
  return translation(new Folded(item.properties)).map((twin): ResourceDescription => {
    const inputs = present(twin.inputs);
    const references = Object.keys(inputs).map((name): [string, string[]] => [name, onWhat]);
    const toWhole: [string, string[]][] = twin.refersToWholeBy === undefined ? [] : [[twin.refersToWholeBy, [whole]]];
    return {
      urn: twin.part === "" ? whole : `${whole}/${twin.part}`,
      type: tokenOfClass(twin.className),
      name: item.logicalId,
      inputs: twin.refersToWholeBy === undefined ? inputs : { ...inputs, [twin.refersToWholeBy]: UNKNOWN },
      propertyDependencies: { ...host.propertyDependencies, ...Object.fromEntries([...references, ...toWhole]) },
      carriedBy: host.urn,
      ...(host.provider && { provider: host.provider }),
      ...(host.parent !== undefined && { parent: host.parent }),
    };
  });
}

function embeddedUrn(host: ResourceDescription, logicalId: string): string {
  return `${host.urn}#${logicalId}`;
}

function single(host: ResourceDescription, type: string, properties: Readonly<Record<string, unknown>>): Unfolded {
  const resources = translated(host, { logicalId: "", type, properties, dependencies: {} });
  return { resources, unread: resources.length > 0 ? [] : [{ why: "other-type", what: type }] };
}

function fromCloudControl(host: ResourceDescription): Unfolded {
  const { typeName, desiredState } = host.inputs;
  if (isUnknown(typeName) || isUnknown(desiredState)) return { resources: [], unread: [{ why: "unknown", what: "desiredState" }] };
  if (typeof typeName !== "string") return { resources: [], unread: [{ why: "unreadable", what: "typeName" }] };
  let state: unknown = desiredState;
  if (typeof desiredState === "string") {
    try {
      state = JSON.parse(desiredState);
    } catch {
      return { resources: [], unread: [{ why: "unreadable", what: "desiredState" }] };
    }
  }
  return isBlock(state) ? single(host, typeName, state) : { resources: [], unread: [{ why: "unreadable", what: "desiredState" }] };
}

function fromTemplate(host: ResourceDescription): Unfolded {
  const { templateBody, templateUrl, parameters } = host.inputs;
  if (templateBody === undefined && templateUrl !== undefined)
    return { resources: [], unread: [{ why: "unreadable", what: "templateUrl" }] };
  const template = parseTemplate(templateBody, parameters);
  if (template.state === "unknown") return { resources: [], unread: [{ why: "unknown", what: "templateBody" }] };
  if (template.state === "invalid") return { resources: [], unread: [{ why: "unreadable", what: "templateBody" }] };
  const other = template.resources.filter((item) => translationOf(item.type) === undefined).map((item) => item.type);
  return {
    resources: template.resources.flatMap((item) => translated(host, item)),
    unread: [...new Set(other)].map((what) => ({ why: "other-type", what })),
  };
}

/** The resources that a resource deploys by a document of its own, as twins in the classic provider's shape. Their findings are reported on the carrier. */
export function unfold(host: ResourceDescription): Unfolded {
  if (host.type === cloudControl) return fromCloudControl(host);
  if (templates.has(host.type)) return fromTemplate(host);
  return isCloudFormationToken(host.type) ? single(host, cloudFormationTypeOf(host.type) ?? host.type, host.inputs) : nothing;
}

/** A resource, and those that it deploys by a document of its own. */
export function withCarried(description: ResourceDescription): readonly [ResourceNode, ...ResourceNode[]] {
  const carried = carriesOthers(description.type) ? unfold(description).resources : [];
  return [new ResourceNode(description), ...carried.map((each) => new ResourceNode(each))];
}
