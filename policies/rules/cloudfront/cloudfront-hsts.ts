import { all, defineRule } from "../../rule";

export default defineRule({
  id: "cloudfront-hsts",
  title: "CloudFront response headers tell browsers to stay on HTTPS",
  threat: "A browser that is sent to plain HTTP once gives its session, and ePHI with it, to whoever listens.",
  remedy: "Set securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec to 31536000 or more, and override to true.",
  // Advisory: the application may send the header itself, and it speaks to browsers only.
  cites: ["164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["cloudfront.ResponseHeadersPolicy"],
  check: (policy) =>
    all(
      policy
        .at((p) => p.securityHeadersConfig?.strictTransportSecurity?.accessControlMaxAgeSec)
        .shown()
        .or(0)
        .atLeast(31_536_000, "browsers are not told to stay on HTTPS for a year"),
      policy
        .at((p) => p.securityHeadersConfig?.strictTransportSecurity?.override)
        .or(false)
        .equals(true, "the origin may take the header back"),
    ),
  equivalents: { checkov: ["CKV_AWS_259", "CKV2_AWS_32"] },
  examples: {
    good: {
      "one year": (s) =>
        s.add("cloudfront.ResponseHeadersPolicy", {
          securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: true } },
        }),
      "two years, with subdomains": (s) =>
        s.add("cloudfront.ResponseHeadersPolicy", {
          securityHeadersConfig: {
            strictTransportSecurity: { accessControlMaxAgeSec: 63_072_000, includeSubdomains: true, override: true },
          },
        }),
    },
    bad: {
      "one day": (s) =>
        s.add("cloudfront.ResponseHeadersPolicy", {
          securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 86_400, override: true } },
        }),
      "nothing set": (s) => s.add("cloudfront.ResponseHeadersPolicy", {}),
      "two years, unless the origin says otherwise": (s) =>
        s.addUntyped("cloudfront.ResponseHeadersPolicy", {
          securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 63_072_000 } },
        }),
    },
    unknown: {
      "age known later": (s) =>
        s.add("cloudfront.ResponseHeadersPolicy", {
          securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: s.later(), override: true } },
        }),
    },
    notApplicable: {
      "unclassified resources count as holding no ePHI": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        return s.add("cloudfront.ResponseHeadersPolicy", {});
      },
    },
  },
});
