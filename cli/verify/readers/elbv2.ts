import type { Listener, LoadBalancer, Rule, Tag, TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { elbv2Calls as calls } from "../calls/elbv2";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";
import { actionBlock } from "./elbv2-actions";
import { attributesOf, loadBalancerAttributes } from "./elbv2-attributes";

const listenerKinds = ["lb.Listener", "lb.ListenerRule"] as const satisfies readonly ClassName[];
const loadBalancerKinds = ["lb.LoadBalancer", ...listenerKinds] as const satisfies readonly ClassName[];
const targetGroupKinds = ["lb.TargetGroup", "lb.TargetGroupAttachment"] as const satisfies readonly ClassName[];

/** Application, network and gateway load balancers with their listeners and rules, and target groups with their targets. */
export const elbv2Reader: ServiceReader = {
  service: "elbv2",
  calls,
  regional: true,
  kinds: [...loadBalancerKinds, ...targetGroupKinds],
  read,
};

const next = ({ NextMarker: marker }: { readonly NextMarker?: string | undefined }) =>
  marker === undefined || marker === "" ? undefined : { Marker: marker };

/** A page holds 400 at most. Source: Elastic Load Balancing API Reference (2015-12-01), `PageSize`. */
const pageSize = 400;

interface WithListeners {
  readonly balancer: LoadBalancer;
  readonly listeners: readonly WithRules[];
}

interface WithRules {
  readonly listener: Listener;
  readonly rules: Answer<readonly Rule[]>;
}

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [balancers, groups] = await Promise.all([
    account.list(region, calls.loadBalancers, { PageSize: pageSize }, { items: (page) => page.LoadBalancers, next }),
    account.list(region, calls.targetGroups, { PageSize: pageSize }, { items: (page) => page.TargetGroups, next }),
  ]);
  const ownGroups = listed(reading, targetGroupKinds, groups);
  const whole = await Promise.all(listed(reading, loadBalancerKinds, balancers).map((balancer) => withListeners(reading, balancer)));
  const tags = await readTags(reading, [
    ...whole.flatMap(({ balancer, listeners }) => [
      balancer.LoadBalancerArn,
      ...listeners.flatMap(({ listener, rules }) => [
        listener.ListenerArn,
        ...(rules.state === "read" ? rules.value.map(({ RuleArn: arn }) => arn) : []),
      ]),
    ]),
    ...ownGroups.map(({ TargetGroupArn: arn }) => arn),
  ]);
  await Promise.all([
    forEach(whole, (one) => readLoadBalancer(reading, one, tags)),
    forEach(ownGroups, (group) => readTargetGroup(reading, group, tags)),
  ]);
}

async function withListeners(reading: Reading, balancer: LoadBalancer): Promise<WithListeners> {
  const { account, region } = reading;
  const { LoadBalancerArn: arn, Type: type } = balancer;
  if (arn === undefined) return { balancer, listeners: [] };
  const paging = { LoadBalancerArn: arn, PageSize: pageSize };
  const answer = await account.list(region, calls.listeners, paging, { items: (page) => page.Listeners, next });
  const listeners = listed(reading, listenerKinds, answer);
  return { balancer, listeners: await Promise.all(listeners.map((listener) => withRules(reading, listener, type))) };
}

/** Only application load balancers have rules beside a listener's default action. */
async function withRules({ account, region }: Reading, listener: Listener, type: LoadBalancer["Type"]): Promise<WithRules> {
  const { ListenerArn: arn } = listener;
  if (arn === undefined || type === "network" || type === "gateway") return { listener, rules: { state: "read", value: [] } };
  const rules = await account.list(region, calls.rules, { ListenerArn: arn, PageSize: pageSize }, { items: (page) => page.Rules, next });
  return { listener, rules };
}

type TagsByArn = (arn: string) => Answer<readonly Tag[]>;

/** AWS tells the tags of 20 at once. Source: Elastic Load Balancing API Reference (2015-12-01), DescribeTags. */
const tagsAtOnce = 20;

async function readTags({ account, region }: Reading, arns: readonly (string | undefined)[]): Promise<TagsByArn> {
  const named = arns.filter((arn) => arn !== undefined);
  const batches = Array.from({ length: Math.ceil(named.length / tagsAtOnce) }, (_, index) =>
    named.slice(index * tagsAtOnce, (index + 1) * tagsAtOnce),
  );
  const found = new Map<string, Answer<readonly Tag[]>>();
  await forEach(batches, async (batch) => {
    const answer = await account.ask(region, calls.tags, { ResourceArns: [...batch] });
    for (const arn of batch) if (answer.state === "unread") found.set(arn, answer);
    if (answer.state === "read")
      for (const { ResourceArn: arn = "", Tags: tags = [] } of answer.value.TagDescriptions ?? [])
        found.set(arn, { state: "read", value: tags });
  });
  return (arn) => found.get(arn) ?? { state: "read", value: [] };
}

async function readLoadBalancer(reading: Reading, { balancer, listeners }: WithListeners, tagsByArn: TagsByArn): Promise<void> {
  const { account, region, found } = reading;
  const { LoadBalancerArn: arn, LoadBalancerName: name, DNSName: dnsName, Scheme: scheme } = balancer;
  if (arn === undefined) return;
  const attributes = await account.ask(region, calls.loadBalancerAttributes, { LoadBalancerArn: arn });
  const tags = tagsByArn(arn);
  const urn = found.add({
    kind: "lb.LoadBalancer",
    id: arn,
    region,
    inputs: {
      name,
      loadBalancerType: balancer.Type,
      internal: scheme === "internal",
      securityGroups: balancer.SecurityGroups,
      subnets: balancer.AvailabilityZones?.flatMap(({ SubnetId: subnet }) => subnet ?? []),
      ...loadBalancerAttributes(attributes),
      tags: part(tags, tagsOf),
    },
    // A distribution of CloudFront names its origins by their domain.
    outputs: { arn, id: arn, ...(name !== undefined && { name }), ...(dnsName !== undefined && { domainName: dnsName }) },
    answers: [attributes, tags],
  });
  for (const { listener, rules } of listeners) addListener(reading, listener, rules, urn, tagsByArn);
}

function addListener(
  { found, region }: Reading,
  listener: Listener,
  rules: Answer<readonly Rule[]>,
  balancer: string,
  tagsByArn: TagsByArn,
): void {
  const { ListenerArn: arn, Certificates: [certificate] = [], DefaultActions: actions = [] } = listener;
  if (arn === undefined) return;
  const tags = tagsByArn(arn);
  const urn = found.add({
    kind: "lb.Listener",
    id: arn,
    region,
    inputs: {
      loadBalancerArn: listener.LoadBalancerArn,
      port: listener.Port,
      protocol: listener.Protocol,
      sslPolicy: listener.SslPolicy,
      certificateArn: certificate?.CertificateArn,
      defaultActions: actions.map(actionBlock),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: arn },
    refersTo: { loadBalancerArn: balancer },
    answers: [tags],
  });
  if (rules.state === "unread")
    found.add({
      kind: "lb.ListenerRule",
      id: arn,
      region,
      inputs: { listenerArn: arn, actions: UNKNOWN },
      refersTo: { listenerArn: urn },
      answers: [rules],
      mayBeAbsent: true,
    });
  for (const { RuleArn: id, IsDefault: isDefault, Actions: taken = [], Priority: priority } of rules.state === "read" ? rules.value : []) {
    // The default rule is the listener's own action.
    if (id === undefined || isDefault === true) continue;
    const own = tagsByArn(id);
    found.add({
      kind: "lb.ListenerRule",
      id,
      region,
      inputs: { listenerArn: arn, priority: Number(priority), actions: taken.map(actionBlock), tags: part(own, tagsOf) },
      outputs: { arn: id, id },
      refersTo: { listenerArn: urn },
      answers: [own],
    });
  }
}

async function readTargetGroup(reading: Reading, group: TargetGroup, tagsByArn: TagsByArn): Promise<void> {
  const { account, region, found } = reading;
  const { TargetGroupArn: arn, TargetGroupName: name, TargetType: targetType } = group;
  if (arn === undefined) return;
  const [attributes, targets] = await Promise.all([
    account.ask(region, calls.targetGroupAttributes, { TargetGroupArn: arn }),
    account.ask(region, calls.targets, { TargetGroupArn: arn }),
  ]);
  const tags = tagsByArn(arn);
  const urn = found.add({
    kind: "lb.TargetGroup",
    id: arn,
    region,
    inputs: {
      name,
      port: group.Port,
      protocol: group.Protocol,
      protocolVersion: group.ProtocolVersion,
      targetType,
      vpcId: group.VpcId,
      loadBalancingCrossZoneEnabled: part(attributes, ({ Attributes: all }) => attributesOf(all).get("load_balancing.cross_zone.enabled")),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: arn, ...(name !== undefined && { name }) },
    answers: [attributes, tags],
  });
  if (targets.state === "unread") found.notListed(["lb.TargetGroupAttachment"], region, targets);
  for (const { Target: target } of targets.state === "read" ? (targets.value.TargetHealthDescriptions ?? []) : []) {
    if (target?.Id === undefined) continue;
    found.add({
      kind: "lb.TargetGroupAttachment",
      id: `${arn}/${target.Id}/${target.Port ?? ""}`,
      region,
      inputs: { targetGroupArn: arn, targetId: target.Id, port: target.Port },
      refersTo: { targetGroupArn: urn },
    });
  }
}
