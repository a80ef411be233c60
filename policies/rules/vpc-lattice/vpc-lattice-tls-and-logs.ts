import { any, defineRule, missing, notApplicable, pass } from "../../rule";

export default defineRule({
  id: "vpc-lattice-tls-and-logs",
  title: "VPC Lattice listeners take HTTPS or TLS, and services log access",
  threat: "ePHI between services is read on its way, and nobody can tell who called for it.",
  remedy:
    'Set protocol of each listener to "HTTPS" or "TLS_PASSTHROUGH", and add an aws.vpclattice.AccessLogSubscription for the service or its network.',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["vpclattice.Listener", "vpclattice.Service"],
  check(resource, stack) {
    const listener = resource.as("vpclattice.Listener");
    if (listener) {
      return listener
        .at((p) => p.protocol)
        .shown()
        .oneOf(["HTTPS", "TLS_PASSTHROUGH"], "the listener takes plain HTTP");
    }
    const service = resource.as("vpclattice.Service");
    if (!service) return notApplicable();
    const because = "access is not logged";
    return any(
      stack
        .attached(service, "vpclattice.AccessLogSubscription", (p) => p.resourceIdentifier)
        .some(
          () => pass(),
          () => missing(service, because, "an aws.vpclattice.AccessLogSubscription"),
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
                  stack
                    .attached(network, "vpclattice.AccessLogSubscription", (p) => p.resourceIdentifier)
                    .some(
                      () => pass(),
                      () => missing(network, because, "an aws.vpclattice.AccessLogSubscription"),
                    ),
                absent: notApplicable,
              }),
          absent: notApplicable,
        }),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "HTTPS listener": (s) =>
        s.add("vpclattice.Listener", {
          serviceIdentifier: s.later(),
          protocol: "HTTPS",
          defaultAction: { fixedResponse: { statusCode: 404 } },
        }),
      "service with access logs": (s) => {
        const service = s.add("vpclattice.Service", {});
        s.add("vpclattice.AccessLogSubscription", { resourceIdentifier: service.out("id"), destinationArn: s.later() });
        return service;
      },
      "logs of the service network": (s) => {
        const service = s.add("vpclattice.Service", {});
        const network = s.add("vpclattice.ServiceNetwork", {});
        s.add("vpclattice.ServiceNetworkServiceAssociation", {
          serviceIdentifier: service.out("id"),
          serviceNetworkIdentifier: network.out("id"),
        });
        s.add("vpclattice.AccessLogSubscription", { resourceIdentifier: network.out("id"), destinationArn: s.later() });
        return service;
      },
    },
    bad: {
      "HTTP listener": (s) =>
        s.add("vpclattice.Listener", {
          serviceIdentifier: s.later(),
          protocol: "HTTP",
          defaultAction: { fixedResponse: { statusCode: 404 } },
        }),
      "service without access logs": (s) => s.add("vpclattice.Service", {}),
    },
    unknown: {
      "protocol known later": (s) =>
        s.add("vpclattice.Listener", {
          serviceIdentifier: s.later(),
          protocol: s.later(),
          defaultAction: { fixedResponse: { statusCode: 404 } },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("vpclattice.Service", { tags: { DataClassification: "none" } }),
    },
  },
});
