import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  CreateLoadBalancerCommand,
  CreateLoadBalancerPolicyCommand,
  ElasticLoadBalancingClient,
  ModifyLoadBalancerAttributesCommand,
  SetLoadBalancerPoliciesOfListenerCommand,
} from "@aws-sdk/client-elastic-load-balancing";
import { credentials, region } from "../clinic-account";
import { failuresOf, verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so classic load balancers are not tested against moto\n");

(python ? describe : describe.skip)("classic load balancers, against moto", () => {
  let moto: Moto;
  let elb: ElasticLoadBalancingClient;

  beforeAll(async () => {
    moto = await startMoto();
    elb = new ElasticLoadBalancingClient({ endpoint: moto.endpoint, region, credentials });
    const acm = new ACMClient({ endpoint: moto.endpoint, region, credentials });
    const { CertificateArn: certificate } = await acm.send(new RequestCertificateCommand({ DomainName: "portal.clinic.example" }));
    const zones = { AvailabilityZones: ["us-east-1a", "us-east-1b"] };
    await elb.send(
      new CreateLoadBalancerCommand({
        LoadBalancerName: "plain",
        Listeners: [{ Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: 80, InstanceProtocol: "HTTP" }],
        ...zones,
      }),
    );
    await elb.send(
      new CreateLoadBalancerCommand({
        LoadBalancerName: "portal",
        Listeners: [
          { Protocol: "HTTPS", LoadBalancerPort: 443, InstancePort: 443, InstanceProtocol: "HTTPS", SSLCertificateId: certificate },
        ],
        ...zones,
      }),
    );
  });
  afterAll(() => moto.stop());

  test("plain HTTP, missing logs and old TLS fail; TLS 1.2 by a policy, with logs, does not", async () => {
    const before = (await verifyLive(moto.endpoint)).run;
    expect(failuresOf(before, "loadbalancer/plain")).toEqual(expect.arrayContaining(["clb-access-logs", "clb-tls-listeners"]));
    expect(verdictOn(before, "clb-tls-listeners", "loadbalancer/portal")).toBe("pass");
    expect(verdictOn(before, "clb-tls12-policy", "loadbalancer/portal")).toBe("fail");

    await elb.send(
      new CreateLoadBalancerPolicyCommand({
        LoadBalancerName: "portal",
        PolicyName: "tls12",
        PolicyTypeName: "SSLNegotiationPolicyType",
        PolicyAttributes: [{ AttributeName: "Reference-Security-Policy", AttributeValue: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
      }),
    );
    await elb.send(
      new SetLoadBalancerPoliciesOfListenerCommand({ LoadBalancerName: "portal", LoadBalancerPort: 443, PolicyNames: ["tls12"] }),
    );
    await elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerName: "portal",
        LoadBalancerAttributes: { AccessLog: { Enabled: true, S3BucketName: "clinic-logs", EmitInterval: 5 } },
      }),
    );
    const after = (await verifyLive(moto.endpoint)).run;
    expect(verdictOn(after, "clb-tls12-policy", "loadbalancer/portal")).toBe("pass");
    expect(verdictOn(after, "clb-access-logs", "loadbalancer/portal")).toBe("pass");
    expect(verdictOn(after, "clb-acm-certificate", "loadbalancer/portal")).toBe("pass");
  });
});
