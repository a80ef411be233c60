import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { all, any, defineRule, notApplicable } from "../../rule";

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
  check: (service, stack) => {
    const because = "callers are not authorized";
    return all(
      any(
        service
          .at((p) => p.authType)
          .shown()
          .or("NONE")
          .equals("AWS_IAM", because),
        // The policy of a service network is asked as well, so that either is enough.
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
                    network
                      .at((p) => p.authType)
                      .shown()
                      .or("NONE")
                      .equals("AWS_IAM", because),
                  absent: notApplicable,
                }),
            absent: notApplicable,
          }),
      ),
      // Without a policy nobody is let in where the type is AWS_IAM.
      stack
        .attached(service, "vpclattice.AuthPolicy", (p) => p.resourceIdentifier)
        .decide({ present: (attached) => grantsNothingToEveryone(attached.at((p) => p.policy)), absent: notApplicable }),
    );
  },
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
