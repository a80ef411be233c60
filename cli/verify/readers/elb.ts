import type { LoadBalancerAttributes, LoadBalancerDescription, TagDescription } from "@aws-sdk/client-elastic-load-balancing";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { elbCalls as calls } from "../calls/elb";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

/** The policies of listeners are given as `elb.SslNegotiationPolicy`; the others are other forms of the same. */
const kinds = [
  "elb.Attachment",
  "elb.ListenerPolicy",
  "elb.LoadBalancer",
  "elb.LoadBalancerPolicy",
  "elb.SslNegotiationPolicy",
] as const satisfies readonly ClassName[];

/** Classic load balancers of a Region. */
export const elbReader: ServiceReader = { service: "elb", calls, regional: true, kinds, read };

/** AWS tells the tags of 20 at a time. Source: Elastic Load Balancing API Reference (2012-06-01), DescribeTags. */
const tagsAtOnce = 20;

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const answer = await account.list(
    region,
    calls.loadBalancers,
    {},
    {
      items: (page) => page.LoadBalancerDescriptions,
      next: ({ NextMarker: marker }) => (marker === undefined || marker === "" ? undefined : { Marker: marker }),
    },
  );
  const balancers = listed(reading, kinds, answer);
  const groups = Array.from({ length: Math.ceil(balancers.length / tagsAtOnce) }, (_, index) =>
    balancers.slice(index * tagsAtOnce, (index + 1) * tagsAtOnce),
  );
  await forEach(groups, async (group) => {
    const names = group.flatMap(({ LoadBalancerName: name }) => name ?? []);
    const tags = await account.ask(region, calls.tags, { LoadBalancerNames: names });
    await forEach(group, (balancer) => readLoadBalancer(reading, balancer, tags));
  });
}

type Tags = Answer<{ readonly TagDescriptions?: readonly TagDescription[] | undefined }>;

async function readLoadBalancer({ account, region, found }: Reading, balancer: LoadBalancerDescription, tags: Tags): Promise<void> {
  const { LoadBalancerName: name, DNSName: dnsName } = balancer;
  if (name === undefined) return;
  const arn = `arn:${account.partition}:elasticloadbalancing:${region}:${account.id}:loadbalancer/${name}`;
  const [attributes, policies] = await Promise.all([
    account.ask(region, calls.attributes, { LoadBalancerName: name }),
    account.ask(region, calls.policies, { LoadBalancerName: name }),
  ]);
  const set = (select: (attributes: LoadBalancerAttributes) => unknown) =>
    part(attributes, ({ LoadBalancerAttributes: all }) => (all === undefined ? UNKNOWN : select(all)));
  const urn = found.add({
    kind: "elb.LoadBalancer",
    id: arn,
    region,
    inputs: {
      name,
      internal: balancer.Scheme === "internal",
      availabilityZones: balancer.Subnets?.length ? undefined : balancer.AvailabilityZones,
      subnets: balancer.Subnets,
      securityGroups: balancer.SecurityGroups,
      instances: balancer.Instances?.map(({ InstanceId: id }) => id),
      listeners: balancer.ListenerDescriptions?.map(({ Listener: listener }) => ({
        lbPort: listener?.LoadBalancerPort,
        lbProtocol: listener?.Protocol,
        instancePort: listener?.InstancePort,
        instanceProtocol: listener?.InstanceProtocol,
        sslCertificateId: listener?.SSLCertificateId,
      })),
      crossZoneLoadBalancing: set((all) => all.CrossZoneLoadBalancing?.Enabled),
      idleTimeout: set((all) => all.ConnectionSettings?.IdleTimeout),
      accessLogs: set(
        ({ AccessLog: log }) =>
          log && { enabled: log.Enabled, bucket: log.S3BucketName, bucketPrefix: log.S3BucketPrefix, interval: log.EmitInterval },
      ),
      desyncMitigationMode: set((all) => all.AdditionalAttributes?.find(({ Key: key }) => key === "elb.http.desyncmitigationmode")?.Value),
      tags: part(tags, ({ TagDescriptions: all }) => tagsOf(all?.find(({ LoadBalancerName: of }) => of === name)?.Tags)),
    },
    outputs: { arn, id: name, name, ...(dnsName !== undefined && { domainName: dnsName }) },
    answers: [attributes, policies, tags],
  });
  for (const { Listener: listener, PolicyNames: tied = [] } of balancer.ListenerDescriptions ?? []) {
    const port = listener?.LoadBalancerPort;
    if (port === undefined || !["HTTPS", "SSL"].includes(listener?.Protocol ?? "")) continue;
    const negotiation = part(policies, ({ PolicyDescriptions: all = [] }) =>
      all.find(({ PolicyName: of = "", PolicyTypeName: type }) => type === "SSLNegotiationPolicyType" && tied.includes(of)),
    );
    // Without one that was told, the listener has AWS's default.
    if (negotiation === undefined) continue;
    found.add({
      kind: "elb.SslNegotiationPolicy",
      id: `${arn}/${port}`,
      region,
      inputs: {
        loadBalancer: name,
        lbPort: port,
        attributes:
          negotiation === UNKNOWN
            ? UNKNOWN
            : part(policies, () =>
                negotiation.PolicyAttributeDescriptions?.map(({ AttributeName, AttributeValue }) => ({
                  name: AttributeName,
                  value: AttributeValue,
                })),
              ),
      },
      refersTo: { loadBalancer: urn },
      answers: [policies],
    });
  }
}
