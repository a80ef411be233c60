import { grantsAdministrator } from "../../aws/iam/administrator";
import { judgePolicy } from "../../aws/iam/judge-policy";
import { publicGrant } from "../../aws/iam/public-grant";
import type { PolicyDocument } from "../../aws/iam-document";
import { and, not, type Ternary, ternary } from "../../aws/ternary";
import { decide, defineRule, fail, notApplicable, when } from "../../rule";

/** Keys that keep everyone's calls to the site's own resources: IAM User Guide, "AWS global condition context keys", properties of the resource. */
const narrowingKeys = ["aws:resourceorgid", "aws:resourceorgpaths", "aws:resourceaccount"];

/** Whether one statement allows everyone everything, with no condition on who calls or on whose resource it is. */
function allowsEverything(document: PolicyDocument): Ternary {
  const everyAction = grantsAdministrator(document);
  const everyone = publicGrant(document, { narrowingKeys });
  const both = and(everyAction.answer, everyone.answer);
  return both === "yes" ? ternary(everyAction.statements.some((index) => everyone.statements.includes(index))) : both;
}

export default defineRule({
  id: "vpc-endpoint-policy",
  title: "VPC endpoints say who may reach what through them",
  threat: "Who breaks into a server sends ePHI to an account of his own through the endpoint.",
  remedy: "Set policy to a document that names the accounts, or the buckets and other resources, that the endpoint is for.",
  // Advisory: AWS's default lets every principal through, and many sites limit it on the other side.
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.VpcEndpoint"],
  check: (endpoint) =>
    when(
      endpoint
        .at((p) => p.vpcEndpointType)
        .or("Gateway")
        .is("Gateway", "Interface"),
      () => {
        const policy = endpoint.at((p) => p.policy);
        const wanted = "a policy that names principals, actions or resources";
        const because = "everyone may do everything through the endpoint";
        if (policy.state === "absent") return fail(because, [policy.evidence(wanted)]);
        return judgePolicy(policy, wanted, (document) => decide(not(allowsEverything(document)), because, [policy.evidence(wanted)]));
      },
      () => notApplicable("endpoints of this type have no policy"),
    ),
  equivalents: {
    prowler: ["vpc_endpoint_connections_trust_boundaries", "vpc_endpoint_for_ec2_enabled", "bedrock_vpc_endpoints_configured"],
  },
  examples: {
    good: {
      "one bucket": (s) =>
        s.add("ec2.VpcEndpoint", {
          vpcId: s.later(),
          serviceName: "com.amazonaws.us-east-1.s3",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::records/*" }],
          }),
        }),
      "everything for the organization": (s) =>
        s.add("ec2.VpcEndpoint", {
          vpcId: s.later(),
          serviceName: "com.amazonaws.us-east-1.s3",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "*",
                Resource: "*",
                Condition: { StringEquals: { "aws:ResourceOrgID": "o-1234567890" } },
              },
            ],
          }),
        }),
      "single actions": (s) =>
        s.add("ec2.VpcEndpoint", {
          vpcId: s.later(),
          serviceName: "com.amazonaws.us-east-1.kms",
          vpcEndpointType: "Interface",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }],
          }),
        }),
    },
    bad: {
      "AWS's default": (s) => s.add("ec2.VpcEndpoint", { vpcId: s.later(), serviceName: "com.amazonaws.us-east-1.s3" }),
      "everything for everyone": (s) =>
        s.add("ec2.VpcEndpoint", {
          vpcId: s.later(),
          serviceName: "com.amazonaws.us-east-1.kms",
          vpcEndpointType: "Interface",
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }),
        }),
    },
    unknown: {
      "policy known later": (s) =>
        s.add("ec2.VpcEndpoint", { vpcId: s.later(), serviceName: "com.amazonaws.us-east-1.s3", policy: s.later() }),
    },
    notApplicable: {
      "gateway load balancer": (s) =>
        s.add("ec2.VpcEndpoint", { vpcId: s.later(), serviceName: "com.amazonaws.vpce.example", vpcEndpointType: "GatewayLoadBalancer" }),
      "no ePHI": (s) =>
        s.add("ec2.VpcEndpoint", { vpcId: s.later(), serviceName: "com.amazonaws.us-east-1.s3", tags: { DataClassification: "none" } }),
    },
  },
});
