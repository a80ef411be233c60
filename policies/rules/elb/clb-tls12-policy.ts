import { and, not, or, some, type Ternary } from "../../aws/ternary";
import { negotiatesAtLeast } from "../../aws/tls-policies";
import type { Cell } from "../../cell";
import type { Example } from "../../examples";
import { any, decide, defineRule, missing, notApplicable, undetermined, type Verdict, when } from "../../rule";

interface Attribute {
  readonly name: Cell<string>;
  readonly value: Cell<string>;
}

/**
 * Whether the attributes of a negotiation policy let nothing below TLS 1.2 in: by a predefined policy, or one protocol at a time.
 * Source: User Guide for Classic Load Balancers, "SSL negotiation configurations".
 */
function refusesOldTls(attributes: readonly Attribute[]): Ternary {
  const predefined = some(attributes, ({ name, value }) =>
    and(
      name.is("Reference-Security-Policy"),
      value.ask((policy) => negotiatesAtLeast("elb", policy, "1.2")),
    ),
  );
  const old = some(attributes, ({ name, value }) =>
    and(name.is("Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"), value.is("true")),
  );
  const current = some(attributes, ({ name, value }) => and(name.is("Protocol-TLSv1.2"), value.is("true")));
  return or(predefined, and(current, not(old)));
}

function judge(list: Cell<unknown>, attributes: readonly Attribute[]): Verdict {
  const evidence = [list.evidence("a predefined policy or protocols of TLS 1.2 or higher")];
  if (list.state === "unknown") return undetermined(`${list.path} is not known before deployment`, evidence);
  return decide(refusesOldTls(attributes), "TLS below 1.2 is accepted", evidence);
}

export default defineRule({
  id: "clb-tls12-policy",
  title: "Classic load balancers negotiate TLS 1.2 or higher",
  threat: "A connection that falls back to an old TLS version can be read or altered by known attacks.",
  remedy:
    'Add an aws.elb.LoadBalancerPolicy with Reference-Security-Policy "ELBSecurityPolicy-TLS-1-2-2017-01" and an aws.elb.ListenerPolicy for each TLS port, or move to an application load balancer.',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["elb.LoadBalancer"],
  check: (balancer, stack) =>
    balancer
      .list((p) => p.listeners)
      .each((listener) =>
        when(
          listener.at((l) => l.lbProtocol).ask((name) => ["https", "ssl"].includes(name.toLowerCase())),
          () => {
            const port = listener.at((l) => l.lbPort);
            const samePort = (other: Cell<number>): Ternary =>
              port.state === "unknown" || other.state === "unknown"
                ? "unknown"
                : other.ask((number) => Number(number) === Number(port.value));
            const verdict = any(
              stack
                .attached(balancer, "elb.SslNegotiationPolicy", (p) => p.loadBalancer)
                .some(
                  (policy) =>
                    when(samePort(policy.at((p) => p.lbPort)), () => {
                      const attributes = policy.list((p) => p.attributes);
                      return judge(
                        attributes.cell,
                        attributes.items.map((item) => ({ name: item.at((i) => i.name), value: item.at((i) => i.value) })),
                      );
                    }),
                  notApplicable,
                ),
              stack
                .attached(balancer, "elb.ListenerPolicy", (p) => p.loadBalancerName)
                .some(
                  (tie) =>
                    when(samePort(tie.at((p) => p.loadBalancerPort)), () =>
                      tie
                        .list((p) => p.policyNames)
                        .eachValue((name) =>
                          stack.target(tie, name, "elb.LoadBalancerPolicy").decide({
                            resource: (policy) =>
                              when(policy.at((p) => p.policyTypeName).is("SSLNegotiationPolicyType"), () => {
                                const attributes = policy.list((p) => p.policyAttributes);
                                return judge(
                                  attributes.cell,
                                  attributes.items.map((item) => ({ name: item.at((i) => i.name), value: item.at((i) => i.value) })),
                                );
                              }),
                            absent: notApplicable,
                          }),
                        ),
                    ),
                  notApplicable,
                ),
            );
            // Without a policy of its own the listener gets ELBSecurityPolicy-2016-08, which takes TLS 1.0.
            return verdict.outcome === "not-applicable"
              ? missing(balancer, "TLS below 1.2 is accepted", "an aws.elb.ListenerPolicy")
              : verdict;
          },
          () => notApplicable("no listener ends TLS"),
        ),
      ),
  equivalents: { config: ["elb-predefined-security-policy-ssl-check"], prowler: ["elb_insecure_ssl_ciphers"], checkov: ["CKV_AWS_213"] },
  examples: {
    good: {
      "predefined policy tied to the port": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        const policy = s.add("elb.LoadBalancerPolicy", {
          loadBalancerName: balancer.out("name"),
          policyName: "tls12",
          policyTypeName: "SSLNegotiationPolicyType",
          policyAttributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
        });
        s.add("elb.ListenerPolicy", {
          loadBalancerName: balancer.out("name"),
          loadBalancerPort: 443,
          policyNames: [policy.out("policyName")],
        });
        return balancer;
      },
      "protocols one at a time": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: 443,
          attributes: [
            { name: "Protocol-TLSv1.1", value: "false" },
            { name: "Protocol-TLSv1.2", value: "true" },
          ],
        });
        return balancer;
      },
    },
    bad: {
      "AWS's default": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
      "TLS 1.1 beside 1.2": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: 443,
          attributes: [
            { name: "Protocol-TLSv1.1", value: "true" },
            { name: "Protocol-TLSv1.2", value: "true" },
          ],
        });
        return balancer;
      },
      ...Object.fromEntries(
        ["Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1"].map((protocol): [string, Example] => [
          `${protocol} beside TLS 1.2, of SSL`,
          (s) => {
            const balancer = s.add("elb.LoadBalancer", {
              listeners: [{ instancePort: 443, instanceProtocol: "ssl", lbPort: 443, lbProtocol: "ssl", sslCertificateId: s.later() }],
            });
            s.add("elb.SslNegotiationPolicy", {
              loadBalancer: balancer.out("id"),
              lbPort: 443,
              attributes: [
                { name: protocol, value: "true" },
                { name: "Protocol-TLSv1.2", value: "true" },
              ],
            });
            return balancer;
          },
        ]),
      ),
      "predefined policy of TLS 1.0": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: 443,
          attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-2016-08" }],
        });
        return balancer;
      },
      "a policy of another port": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: 8443,
          attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
        });
        return balancer;
      },
    },
    unknown: {
      "policy known later": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: 443,
          attributes: [{ name: "Reference-Security-Policy", value: s.later() }],
        });
        return balancer;
      },
      "a policy of a port known later": (s) => {
        const balancer = s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        });
        s.add("elb.SslNegotiationPolicy", {
          loadBalancer: balancer.out("id"),
          lbPort: s.later(),
          attributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
        });
        return balancer;
      },
    },
    notApplicable: {
      "no TLS listener": (s) =>
        s.add("elb.LoadBalancer", { listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }] }),
      "no ePHI": (s) =>
        s.add("elb.LoadBalancer", {
          tags: { DataClassification: "none" },
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
    },
  },
});
