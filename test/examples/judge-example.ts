import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { plainProperties } from "../../policies/crossguard/properties";
import { isAccountRule, judge, judgeAccount, Session } from "../../policies/evaluate";
import { observedAt } from "../../policies/examples";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import type { Rule } from "../../policies/rule";
import { defaultSettings, type Settings } from "../../policies/settings";
import type { Verdict } from "../../policies/verdict";
import type { RecordedExample } from "./record";
import { urnOf, type WireProperties, type WireResource, wireResources } from "./wire";

const { deserializeProperties } = jest.requireActual<{ deserializeProperties(properties: Struct, proxySecrets: boolean): object }>(
  "@pulumi/policy/deserialize",
);
const { unknownCheckingProxy } = jest.requireActual<{ unknownCheckingProxy(properties: object): object }>("@pulumi/policy/proxy");

/** A resource as it comes out of the library: deserialized, and behind its checking proxy. */
export function nodeOf(resource: WireResource): ResourceNode {
  return new ResourceNode({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    inputs: fromWire(resource.properties),
    propertyDependencies: resource.propertyDependencies,
    ignoreChanges: resource.ignoreChanges,
    ...(resource.parent !== undefined && { parent: resource.parent }),
    ...(resource.observed && { observed: { at: observedAt, facts: fromWire(resource.observed) } }),
  });
}

function fromWire(properties: WireProperties): Readonly<Record<string, unknown>> {
  const struct = Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
  return plainProperties(unknownCheckingProxy(deserializeProperties(struct, false)));
}

/** The example's own settings over the defaults; examples of account rules are of stacks that own the baseline. */
export function settingsOf(rule: Rule, example: RecordedExample): Settings {
  return { ...defaultSettings, ...(isAccountRule(rule) && { accountBaseline: true }), ...example.settings };
}

/** A rule that throws has failed the resource: right in a preview, and never what an example means. */
function reached(verdict: Verdict): Verdict {
  if (/^could not be checked: the rule \S+ stopped/.test(verdict.because)) throw new Error(verdict.because);
  return verdict;
}

/**
 * The exact verdict of a rule on an example's subject, with the whole stack known or, with `complete` false, while it is still being read.
 * @throws Error where the rule stops with an error
 */
export function judgeExample(
  rule: Rule,
  example: RecordedExample,
  options: { readonly resources?: readonly WireResource[]; readonly complete?: boolean } = {},
): Verdict {
  const index = new ResourceIndex((options.resources ?? wireResources(example)).map(nodeOf));
  const session = new Session(index, settingsOf(rule, example), options.complete ?? true);
  if (isAccountRule(rule)) return reached(judgeAccount(rule, session, example.parameters).verdict);
  const subject = example.subject && index.byUrn(urnOf(example.subject));
  if (!subject) throw new Error(`an example of ${rule.id} returns no resource to judge`);
  return reached(judge(rule, subject, session, example.parameters).verdict);
}
