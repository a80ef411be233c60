import { all, defineRule, notApplicable, undetermined, when } from "../../rule";

const plain = "mail may be sent without TLS";
const plainIn = "mail may be received without TLS";

export default defineRule({
  id: "ses-require-tls",
  title: "Mail is sent and received over TLS only",
  threat: "A message that holds ePHI crosses the Internet as plain text.",
  remedy:
    'Set deliveryOptions.tlsPolicy to "Require" ("REQUIRE" in sesv2), tlsPolicy of a receipt rule to "Require", and tlsPolicy of an ingress point to "REQUIRED" or "FIPS".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ses.ConfigurationSet", "sesv2.ConfigurationSet", "ses.ReceiptRule", "mailmanager.IngressPoint"],
  // A receipt rule's s3Actions.kmsKeyArn encrypts the message before it is stored, for Amazon S3's own encryption client; the bucket's encryption is the bucket's rule.
  check: (mail) => {
    const set = mail.as("ses.ConfigurationSet");
    if (set) {
      return set
        .at((p) => p.deliveryOptions?.tlsPolicy)
        .or("Optional")
        .shown()
        .equals("Require", plain);
    }
    const setV2 = mail.as("sesv2.ConfigurationSet");
    if (setV2) {
      return all(
        setV2
          .at((p) => p.deliveryOptions?.tlsPolicy)
          .or("OPTIONAL")
          .shown()
          .equals("REQUIRE", plain),
        when(setV2.at((p) => p.trackingOptions?.customRedirectDomain).present, () =>
          setV2
            .at((p) => p.trackingOptions?.httpsPolicy)
            .or("OPTIONAL")
            .shown()
            .equals("REQUIRE", "links in mail may be followed without TLS"),
        ),
      );
    }
    const rule = mail.as("ses.ReceiptRule");
    if (rule) {
      return rule
        .at((p) => p.tlsPolicy)
        .or("Optional")
        .shown()
        .equals("Require", plainIn);
    }
    const point = mail.as("mailmanager.IngressPoint");
    if (!point) return notApplicable();
    const policy = point.at((p) => p.tlsPolicy).shown();
    if (policy.state !== "absent") return policy.noneOf(["OPTIONAL"], plainIn);
    return undetermined("what an ingress point without a TLS policy takes is not documented", [policy.evidence('"REQUIRED" or "FIPS"')]);
  },
  equivalents: { checkov: ["CKV_AWS_365"] },
  examples: {
    good: {
      "required for sending": (s) => s.add("ses.ConfigurationSet", { deliveryOptions: { tlsPolicy: "Require" } }),
      "required for sending and links": (s) =>
        s.add("sesv2.ConfigurationSet", {
          configurationSetName: "letters",
          deliveryOptions: { tlsPolicy: "REQUIRE" },
          trackingOptions: { customRedirectDomain: "links.clinic.example", httpsPolicy: "REQUIRE" },
        }),
      "required for receiving": (s) => s.add("ses.ReceiptRule", { ruleSetName: "letters", tlsPolicy: "Require" }),
    },
    bad: {
      "optional for sending, by default": (s) => s.add("ses.ConfigurationSet", {}),
      "optional in sesv2": (s) =>
        s.add("sesv2.ConfigurationSet", { configurationSetName: "letters", deliveryOptions: { tlsPolicy: "OPTIONAL" } }),
      "plain links": (s) =>
        s.add("sesv2.ConfigurationSet", {
          configurationSetName: "letters",
          deliveryOptions: { tlsPolicy: "REQUIRE" },
          trackingOptions: { customRedirectDomain: "links.clinic.example" },
        }),
      "optional for receiving": (s) => s.add("ses.ReceiptRule", { ruleSetName: "letters" }),
      "optional at an ingress point": (s) =>
        s.add("mailmanager.IngressPoint", { ruleSetId: "rs-1", trafficPolicyId: "tp-1", type: "OPEN", tlsPolicy: "OPTIONAL" }),
    },
    unknown: {
      "policy known later": (s) => s.add("ses.ConfigurationSet", { deliveryOptions: { tlsPolicy: s.later() } }),
      "an ingress point without a policy": (s) =>
        s.add("mailmanager.IngressPoint", { ruleSetId: "rs-1", trafficPolicyId: "tp-1", type: "OPEN" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sesv2.ConfigurationSet", { configurationSetName: "newsletter", tags: { DataClassification: "public" } }),
    },
  },
});
