import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "ecs-service-connect-tls",
  title: "ECS Service Connect encrypts what services tell each other",
  threat: "ePHI between services crosses the network in plain text.",
  remedy: "Give each of serviceConnectConfiguration.services a tls block with a private certificate authority.",
  // Advisory: services may speak TLS themselves, which Service Connect passes through.
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ecs.Service"],
  check: (service) =>
    when(
      service.at((p) => p.serviceConnectConfiguration?.enabled).is(true),
      () =>
        service
          .list((p) => p.serviceConnectConfiguration?.services)
          .each((connected) => connected.at((c) => c.tls).isSet("Service Connect does not encrypt", "a tls block")),
      () => notApplicable("the service does not use Service Connect"),
    ),
  equivalents: {},
  examples: {
    good: {
      "certificate authority": (s) =>
        s.add("ecs.Service", {
          serviceConnectConfiguration: {
            enabled: true,
            services: [{ portName: "api", tls: { issuerCertAuthority: { awsPcaAuthorityArn: s.later() } } }],
          },
        }),
      "certificate authority and key": (s) =>
        s.add("ecs.Service", {
          serviceConnectConfiguration: {
            enabled: true,
            services: [{ portName: "api", tls: { issuerCertAuthority: { awsPcaAuthorityArn: s.later() }, kmsKey: s.later() } }],
          },
        }),
    },
    bad: {
      "no tls block": (s) => s.add("ecs.Service", { serviceConnectConfiguration: { enabled: true, services: [{ portName: "api" }] } }),
      "one of two services": (s) =>
        s.add("ecs.Service", {
          serviceConnectConfiguration: {
            enabled: true,
            services: [{ portName: "api", tls: { issuerCertAuthority: { awsPcaAuthorityArn: s.later() } } }, { portName: "admin" }],
          },
        }),
    },
    unknown: {
      "services known later": (s) => s.add("ecs.Service", { serviceConnectConfiguration: { enabled: true, services: s.later() } }),
    },
    notApplicable: {
      "no Service Connect": (s) => s.add("ecs.Service", {}),
      "client only": (s) => s.add("ecs.Service", { serviceConnectConfiguration: { enabled: true } }),
      "no ePHI": (s) =>
        s.add("ecs.Service", {
          tags: { DataClassification: "none" },
          serviceConnectConfiguration: { enabled: true, services: [{ portName: "api" }] },
        }),
    },
  },
});
