// Load balancers, written by the SDK: one that is as the rules ask and one that is not.
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  type ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";

/** What an answer must hold; an emulator that leaves it out is broken. */
export function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the emulator answered without an id");
  return value;
}

/** A policy of TLS 1.2 and higher. */
export const tls13 = "ELBSecurityPolicy-TLS13-1-2-2021-06";

interface Network {
  readonly vpc: string;
  readonly subnet: string;
  readonly otherSubnet: string;
  readonly group: string;
  readonly front: string;
}

/** Two load balancers in one network, with target groups, listeners and a rule. */
export async function balancers(elb: ElasticLoadBalancingV2Client, network: Network, target: string, certificate: string) {
  const make = async (name: string, groups: readonly string[]) =>
    must(
      (
        await elb.send(
          new CreateLoadBalancerCommand({
            Name: name,
            Subnets: [network.subnet, network.otherSubnet],
            SecurityGroups: [...groups],
            Scheme: "internal",
          }),
        )
      ).LoadBalancers?.[0]?.LoadBalancerArn,
    );
  const group = async (name: string, protocol: "HTTP" | "HTTPS") =>
    must(
      (await elb.send(new CreateTargetGroupCommand({ Name: name, Protocol: protocol, Port: 443, VpcId: network.vpc }))).TargetGroups?.[0]
        ?.TargetGroupArn,
    );
  const listen = async (arn: string, given: object) => {
    const made = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: arn,
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
        ...given,
      }),
    );
    return must(made.Listeners?.[0]?.ListenerArn);
  };
  const good = await make("good", [network.front, network.group]);
  const bad = await make("bad", [network.group]);
  const goodGroup = await group("good", "HTTPS");
  const badGroup = await group("bad", "HTTP");
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: goodGroup, Targets: [{ Id: target, Port: 443 }] }));
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: good,
      Attributes: [
        { Key: "deletion_protection.enabled", Value: "true" },
        { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "true" },
        { Key: "access_logs.s3.enabled", Value: "true" },
        { Key: "access_logs.s3.bucket", Value: "clinic-balancer-logs" },
      ],
    }),
  );
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: bad,
      Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "monitor" }],
    }),
  );
  const https = { Protocol: "HTTPS", Port: 443, Certificates: [{ CertificateArn: certificate }] } as const;
  const goodListener = await listen(good, {
    ...https,
    SslPolicy: tls13,
    DefaultActions: [{ Type: "forward", TargetGroupArn: goodGroup }],
  });
  const redirect = await listen(good, {
    Protocol: "HTTP",
    Port: 80,
    DefaultActions: [{ Type: "redirect", RedirectConfig: { Protocol: "HTTPS", StatusCode: "HTTP_301" } }],
  });
  const badListener = await listen(bad, { ...https, SslPolicy: "ELBSecurityPolicy-2016-08" });
  const plain = await listen(bad, { Protocol: "HTTP", Port: 80 });
  const rule = await elb.send(
    new CreateRuleCommand({
      ListenerArn: plain,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/records"] }],
      Actions: [{ Type: "forward", TargetGroupArn: badGroup }],
    }),
  );
  return { good, bad, goodGroup, badGroup, goodListener, redirect, badListener, plain, rule: must(rule.Rules?.[0]?.RuleArn) };
}
