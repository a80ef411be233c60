// Load balancers as phiguard verify reads them.
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { accountId, region } from "../clinic-account";
import { verdictOn } from "../live";
import { answering, denied, failures, verifyAnswers } from "./network-answers";

jest.setTimeout(120_000);

describe("with answers written by hand, since no emulator has it", () => {
  const { elb } = answering();

  test("load balancers: sign-in, network load balancers, and what is denied", async () => {
    const arnOf = (type: string, name: string) => `arn:aws:elasticloadbalancing:${region}:${accountId}:${type}/${name}`;
    const [app, net, gateway] = [arnOf("loadbalancer", "app/a/1"), arnOf("loadbalancer", "net/n/1"), arnOf("loadbalancer", "gwy/g/1")];
    const [signIn, tls, packets] = [arnOf("listener", "app/a/1/1"), arnOf("listener", "net/n/1/1"), arnOf("listener", "gwy/g/1/1")];
    const group = arnOf("targetgroup", "t/1");
    const zones = [{ SubnetId: "subnet-a" }, { SubnetId: "subnet-b" }];
    elb.on(DescribeLoadBalancersCommand).resolves({
      LoadBalancers: [{ LoadBalancerArn: app, LoadBalancerName: "a", Type: "application", Scheme: "internal", AvailabilityZones: zones }],
      NextMarker: "more",
    });
    elb.on(DescribeLoadBalancersCommand, { Marker: "more" }).resolves({
      LoadBalancers: [
        { LoadBalancerArn: net, LoadBalancerName: "n", Type: "network", Scheme: "internal", AvailabilityZones: zones },
        { LoadBalancerArn: gateway, LoadBalancerName: "g", Type: "gateway", AvailabilityZones: zones },
      ],
    });
    elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: net }).resolves({
      Attributes: [
        { Key: "deletion_protection.enabled", Value: "true" },
        { Key: "load_balancing.cross_zone.enabled", Value: "false" },
        { Key: "access_logs.s3.enabled", Value: "true" },
        { Key: "access_logs.s3.bucket", Value: "clinic-logs" },
      ],
    });
    elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: gateway }).resolves({
      Attributes: [
        { Key: "deletion_protection.enabled", Value: "true" },
        { Key: "load_balancing.cross_zone.enabled", Value: "true" },
      ],
    });
    elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: app }).rejects(denied);
    const cognito = (seconds: number) => ({
      Type: "authenticate-cognito" as const,
      AuthenticateCognitoConfig: {
        UserPoolArn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/p`,
        UserPoolClientId: "records",
        UserPoolDomain: "clinic",
        SessionTimeout: seconds,
        OnUnauthenticatedRequest: "authenticate" as const,
      },
    });
    const certificates = [{ CertificateArn: `arn:aws:acm:${region}:${accountId}:certificate/1` }];
    const modern = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    elb.on(DescribeListenersCommand, { LoadBalancerArn: app }).resolves({
      Listeners: [
        {
          ListenerArn: signIn,
          LoadBalancerArn: app,
          Protocol: "HTTPS",
          Port: 443,
          SslPolicy: modern,
          Certificates: certificates,
          DefaultActions: [cognito(28_800), { Type: "forward", TargetGroupArn: group }],
        },
      ],
    });
    elb.on(DescribeListenersCommand, { LoadBalancerArn: net }).resolves({
      Listeners: [
        {
          ListenerArn: tls,
          LoadBalancerArn: net,
          Protocol: "TLS",
          Port: 443,
          SslPolicy: modern,
          Certificates: certificates,
          DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
        },
      ],
    });
    elb.on(DescribeListenersCommand, { LoadBalancerArn: gateway }).resolves({
      Listeners: [{ ListenerArn: packets, LoadBalancerArn: gateway, DefaultActions: [{ Type: "forward", TargetGroupArn: group }] }],
    });
    const rule = arnOf("listener-rule", "app/a/1/1/1");
    elb.on(DescribeRulesCommand).resolves({
      Rules: [
        { RuleArn: rule, Priority: "1", IsDefault: false, Actions: [cognito(604_800)] },
        { RuleArn: arnOf("listener-rule", "app/a/1/1/default"), Priority: "default", IsDefault: true, Actions: [cognito(604_800)] },
      ],
    });
    elb
      .on(DescribeTargetGroupsCommand)
      .resolves({ TargetGroups: [{ TargetGroupArn: group, TargetGroupName: "t", Protocol: "TLS", TargetType: "instance" }] });
    elb
      .on(DescribeTargetGroupAttributesCommand)
      .resolves({ Attributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "use_load_balancer_configuration" }] });
    elb.on(DescribeTargetHealthCommand).resolves({ TargetHealthDescriptions: [{ Target: { Id: "i-1", Port: 443 } }] });

    const { run, found } = await verifyAnswers();
    expect(failures(run, net)).toEqual(["elb-cross-zone-multi-az"]);
    expect(verdictOn(run, "elbv2-access-logs", net)).toBe("pass");
    expect(failures(run, gateway)).toEqual([]);
    for (const listener of [signIn, tls, packets]) expect([listener, failures(run, listener)]).toEqual([listener, []]);
    expect(failures(run, rule)).toEqual(["elbv2-auth-session-timeout"]);
    expect(found.resources.filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule")).toHaveLength(1);
    const undecided = ["elbv2-access-logs", "elbv2-deletion-protection", "elbv2-drop-invalid-headers", "elb-desync-mitigation"];
    expect(undecided.map((id) => verdictOn(run, id, app))).toEqual(undecided.map(() => "undetermined"));

    // A target group may spread traffic for itself.
    elb.on(DescribeTargetGroupAttributesCommand).resolves({ Attributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "true" }] });
    elb.on(DescribeRulesCommand).rejects(denied);
    const again = await verifyAnswers();
    expect(verdictOn(again.run, "elb-cross-zone-multi-az", net)).toBe("undetermined");
    expect(verdictOn(again.run, "elbv2-auth-session-timeout", `:ListenerRule::${signIn}`)).toBe("undetermined");
  });
});
