import { judgePolicy } from "../../aws/iam/judge-policy";
import { publicGrant } from "../../aws/iam/public-grant";
import { not } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Judged, Stack } from "../../graph/stack";
import { all, any, decide, defineRule, notApplicable, type Verdict } from "../../rule";

/** Passes where a policy lets no nameless caller in: by its principals, by who calls, or by the type of principal, which AWS recommends. */
function namesCallers(policy: Cell<string>): Verdict {
  const wanted = "no Allow for everyone";
  return judgePolicy(policy, wanted, (document) => {
    const statements = document.statements.filter(({ conditions }) => !conditions.some(({ key }) => key === "aws:principaltype"));
    return decide(not(publicGrant({ ...document, statements }).answer), "the auth policy lets everyone in", [policy.evidence(wanted)]);
  });
}

function authorizes(stack: Stack, target: Judged, authType: Cell<string>): Verdict {
  return all(
    authType.shown().or("NONE").equals("AWS_IAM", "callers are not authorized"),
    // Without a policy nobody is let in where the type is AWS_IAM.
    stack
      .attached(target, "vpclattice.AuthPolicy", (p) => p.resourceIdentifier)
      .decide({ present: (attached) => namesCallers(attached.at((p) => p.policy)), absent: notApplicable }),
  );
}

export default defineRule({
  id: "vpc-lattice-auth",
  title: "VPC Lattice services authorize their callers",
  threat: "Any workload in a connected VPC can call for ePHI.",
  remedy:
    'Set authType of the service, or of each service network that it joins, to "AWS_IAM", with an aws.vpclattice.AuthPolicy that names who may call.',
  cites: ["164.312(a)(1)", "164.312(d)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["vpclattice.Service"],
  // VPC Lattice asks the policies of the service and of its network, and both must let a caller in: one that does is enough.
  check: (service, stack) =>
    any(
      authorizes(
        stack,
        service,
        service.at((p) => p.authType),
      ),
      stack
        .attached(service, "vpclattice.ServiceNetworkServiceAssociation", (p) => p.serviceIdentifier)
        .decide({
          present: (association) =>
            stack
              .target(
                association,
                association.at((p) => p.serviceNetworkIdentifier),
                "vpclattice.ServiceNetwork",
              )
              .decide({
                resource: (network) =>
                  authorizes(
                    stack,
                    network,
                    network.at((p) => p.authType),
                  ),
                absent: notApplicable,
              }),
          absent: notApplicable,
        }),
    ),
  equivalents: {},
  examples: {
    good: {
      "policy for one account": (s) => {
        const service = s.add("vpclattice.Service", { authType: "AWS_IAM" });
        s.add("vpclattice.AuthPolicy", {
          resourceIdentifier: service.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
            ],
          }),
        });
        return service;
      },
      "policy for everyone who signs in": (s) => {
        const service = s.add("vpclattice.Service", { authType: "AWS_IAM" });
        s.add("vpclattice.AuthPolicy", {
          resourceIdentifier: service.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "vpc-lattice-svcs:Invoke",
                Resource: "*",
                Condition: { StringNotEqualsIgnoreCase: { "aws:PrincipalType": "anonymous" } },
              },
            ],
          }),
        });
        return service;
      },
      "service network that authorizes": (s) => {
        const service = s.add("vpclattice.Service", { authType: "NONE" });
        s.add("vpclattice.ServiceNetworkServiceAssociation", {
          serviceIdentifier: service.out("id"),
          serviceNetworkIdentifier: s.add("vpclattice.ServiceNetwork", { authType: "AWS_IAM" }).out("id"),
        });
        return service;
      },
    },
    bad: {
      "AWS's default": (s) => s.add("vpclattice.Service", {}),
      "neither the service nor its network": (s) => {
        const service = s.add("vpclattice.Service", { authType: "NONE" });
        s.add("vpclattice.ServiceNetworkServiceAssociation", {
          serviceIdentifier: service.out("id"),
          serviceNetworkIdentifier: s.add("vpclattice.ServiceNetwork", { authType: "NONE" }).out("id"),
        });
        return service;
      },
      "policy for everyone": (s) => {
        const service = s.add("vpclattice.Service", { authType: "AWS_IAM" });
        s.add("vpclattice.AuthPolicy", {
          resourceIdentifier: service.out("arn"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" }],
          }),
        });
        return service;
      },
    },
    unknown: {
      "type known later": (s) => s.add("vpclattice.Service", { authType: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("vpclattice.Service", { tags: { DataClassification: "none" } }),
    },
  },
});
