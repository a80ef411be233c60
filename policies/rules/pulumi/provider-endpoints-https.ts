import { awsProviderType, providerConfiguration } from "../../aws/provider-configuration";
import { all, defineAnyResourceRule, pass } from "../../rule";

export default defineAnyResourceRule({
  id: "provider-endpoints-https",
  title: "AWS providers call AWS over verified TLS",
  threat: "Somebody on the way reads or changes what is deployed, with secrets and keys in it.",
  remedy: "Leave endpoints out or give them as https:// addresses, and leave insecure out.",
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(d)"],
  severity: "high",
  level: "mandatory",
  speaksOf: (type) => type === awsProviderType,
  check: (resource) => {
    const provider = providerConfiguration(resource);
    const endpoints = provider
      .list((p) => p.endpoints)
      .each((endpoint) => {
        const services = endpoint.at((p) => p);
        const addresses: readonly unknown[] =
          typeof services.value === "object" && services.value !== null ? Object.values(services.value) : [];
        return services.test(
          () => addresses.every((address) => typeof address !== "string" || address === "" || /^https:\/\//i.test(address)),
          "https:// addresses",
          "an endpoint is called over plain HTTP",
        );
      });
    return all(
      pass(),
      endpoints,
      provider
        .at((p) => p.insecure)
        .or(false)
        .equals(false, "certificates of endpoints are not verified"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "no endpoints": (s) => s.addByToken(awsProviderType, { region: "us-east-1" }),
      "a private endpoint over HTTPS": (s) =>
        s.addByToken(awsProviderType, {
          endpoints: JSON.stringify([{ s3: "https://bucket.vpce-0a1b2c3d.s3.us-east-1.vpce.amazonaws.com" }]),
        }),
    },
    bad: {
      "plain HTTP": (s) => s.addByToken(awsProviderType, { endpoints: JSON.stringify([{ s3: "http://localhost:4566" }]) }),
      "certificates not verified": (s) => s.addByToken(awsProviderType, { insecure: "true" }),
    },
    unknown: {
      "endpoints known later": (s) => s.addByToken(awsProviderType, { endpoints: s.later() }),
    },
    notApplicable: {
      "another provider": (s) => s.addByToken("pulumi:providers:random", {}),
    },
  },
});
