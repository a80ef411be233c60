import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { pascal, tagList } from "../shape";

const elb = service((configuration) => new ElasticLoadBalancingV2Client(configuration));

/** Attributes are texts; those that are not set are left as they are. */
function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): readonly object[] {
  return Object.entries(values).flatMap(([Key, value]) => (value === undefined ? [] : [{ Key, Value: String(value) }]));
}

type LoadBalancerInputs = PropertiesOf<"lb.LoadBalancer">;
type Logs = NonNullable<LoadBalancerInputs["accessLogs"]>;

// Keys: Elastic Load Balancing API Reference, LoadBalancerAttribute.
function putAttributes(making: Making<LoadBalancerInputs>, LoadBalancerArn: string): Promise<unknown> {
  const { accessLogs, connectionLogs, ...inputs } = making.inputs;
  const logs = (name: string, given: Logs | undefined) => ({
    [`${name}.s3.enabled`]: given ? (given.enabled ?? false) : false,
    [`${name}.s3.bucket`]: given?.bucket,
    [`${name}.s3.prefix`]: given?.prefix,
  });
  return elb(making, ModifyLoadBalancerAttributesCommand, {
    LoadBalancerArn,
    Attributes: attributes({
      ...logs("access_logs", accessLogs),
      ...logs("connection_logs", connectionLogs),
      "deletion_protection.enabled": inputs.enableDeletionProtection ?? false,
      "idle_timeout.timeout_seconds": inputs.idleTimeout,
      "routing.http.desync_mitigation_mode": inputs.desyncMitigationMode,
      "routing.http.drop_invalid_header_fields.enabled": inputs.dropInvalidHeaderFields,
    }),
  });
}

const loadBalancer = emulated("lb.LoadBalancer", {
  async create(making) {
    const { inputs } = making;
    const { LoadBalancers: [made] = [] } = await elb(making, CreateLoadBalancerCommand, {
      Name: inputs.name,
      Type: inputs.loadBalancerType,
      Scheme: inputs.internal ? "internal" : "internet-facing",
      Subnets: inputs.subnets,
      SecurityGroups: inputs.securityGroups,
      IpAddressType: inputs.ipAddressType,
      Tags: tagList(making.tags),
    });
    const id = made?.LoadBalancerArn ?? "";
    await putAttributes(making, id);
    const outputs = {
      arn: id,
      dnsName: made?.DNSName,
      zoneId: made?.CanonicalHostedZoneId,
      arnSuffix: id.split(":loadbalancer/")[1],
      vpcId: made?.VpcId,
    };
    return { id, outputs };
  },
  async read(standing) {
    const { Attributes: found = [] } = await elb(standing, DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: standing.id });
    const values = new Map(found.map(({ Key, Value }) => [Key, Value]));
    const has = (key: string) => values.get(key) === "true";
    return {
      enableDeletionProtection: has("deletion_protection.enabled"),
      dropInvalidHeaderFields: has("routing.http.drop_invalid_header_fields.enabled"),
      ...(standing.inputs.accessLogs && { accessLogs: { enabled: has("access_logs.s3.enabled") } }),
      ...(standing.inputs.connectionLogs && { connectionLogs: { enabled: has("connection_logs.s3.enabled") } }),
    };
  },
  update: (standing) => putAttributes(standing, standing.id),
  delete: (standing) => elb(standing, DeleteLoadBalancerCommand, { LoadBalancerArn: standing.id }),
});

const targetGroup = emulated("lb.TargetGroup", {
  async create(making) {
    const { inputs } = making;
    const { healthCheck: health } = inputs;
    const { TargetGroups: [made] = [] } = await elb(making, CreateTargetGroupCommand, {
      Name: inputs.name,
      Port: inputs.port,
      Protocol: inputs.protocol,
      ProtocolVersion: inputs.protocolVersion,
      TargetType: inputs.targetType,
      VpcId: inputs.vpcId,
      HealthCheckProtocol: health?.protocol,
      HealthCheckPath: health?.path,
      HealthCheckPort: health?.port,
      Matcher: health?.matcher === undefined ? undefined : { HttpCode: health.matcher },
      Tags: tagList(making.tags),
    });
    const id = made?.TargetGroupArn ?? "";
    await elb(making, ModifyTargetGroupAttributesCommand, {
      TargetGroupArn: id,
      Attributes: attributes({ "deregistration_delay.timeout_seconds": inputs.deregistrationDelay }),
    });
    return { id, outputs: { arn: id, arnSuffix: id.split(":").at(-1) } };
  },
  async read(standing) {
    const { TargetGroups: [found] = [] } = await elb(standing, DescribeTargetGroupsCommand, { TargetGroupArns: [standing.id] });
    return found && { protocol: found.Protocol, port: found.Port };
  },
  delete: (standing) => elb(standing, DeleteTargetGroupCommand, { TargetGroupArn: standing.id }),
});

type ListenerInputs = PropertiesOf<"lb.Listener">;

function listenerFields({ inputs }: Making<ListenerInputs>) {
  return {
    Port: inputs.port,
    Protocol: inputs.protocol,
    SslPolicy: inputs.sslPolicy,
    Certificates: inputs.certificateArn === undefined ? undefined : [{ CertificateArn: inputs.certificateArn }],
    DefaultActions: inputs.defaultActions.map((action) => ({
      Type: action.type,
      Order: action.order,
      TargetGroupArn: action.targetGroupArn,
      RedirectConfig: pascal(action.redirect),
      FixedResponseConfig: pascal(action.fixedResponse),
      AuthenticateCognitoConfig: pascal(action.authenticateCognito),
      AuthenticateOidcConfig: pascal(action.authenticateOidc),
    })),
  };
}

const listener = emulated("lb.Listener", {
  async create(making) {
    const { Listeners: [made] = [] } = await elb(making, CreateListenerCommand, {
      LoadBalancerArn: making.inputs.loadBalancerArn,
      ...listenerFields(making),
      Tags: tagList(making.tags),
    });
    return { id: made?.ListenerArn ?? "", outputs: { arn: made?.ListenerArn } };
  },
  async read(standing) {
    const { Listeners: [found] = [] } = await elb(standing, DescribeListenersCommand, { ListenerArns: [standing.id] });
    return (
      found && {
        protocol: found.Protocol,
        port: found.Port,
        ...(standing.inputs.sslPolicy !== undefined && { sslPolicy: found.SslPolicy }),
      }
    );
  },
  update: (standing) => elb(standing, ModifyListenerCommand, { ListenerArn: standing.id, ...listenerFields(standing) }),
  delete: (standing) => elb(standing, DeleteListenerCommand, { ListenerArn: standing.id }),
});

export const elbKinds = [loadBalancer, targetGroup, listener];
