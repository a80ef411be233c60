import { and, not } from "../../aws/ternary";
import { all, any, defineRule, notApplicable, when } from "../../rule";

/** ACM's names of key algorithms of less than 112 bits of strength. Source: ACM User Guide, "AWS Certificate Manager certificate characteristics"; NIST SP 800-131A. */
const weakAlgorithms = ["RSA_1024"];

export default defineRule({
  id: "acm-strong-certificate",
  title: "Certificates have strong keys and can be found out or revoked",
  threat: "A certificate that is forged, or stolen and never revoked, lets somebody read ePHI on its way.",
  remedy:
    'Set keyAlgorithm to RSA_2048 or stronger, leave certificateTransparencyLoggingPreference at "ENABLED", and give a private certificate authority a revocationConfiguration.',
  cites: ["164.312(e)(2)(ii)", "164.312(d)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["acm.Certificate", "acmpca.CertificateAuthority"],
  check(resource) {
    const certificate = resource.as("acm.Certificate");
    if (certificate) {
      // Only public certificates that ACM asks for are logged: not imported ones, nor those of a private authority.
      const isPublic = and(
        not(certificate.at((p) => p.certificateAuthorityArn).present),
        not(certificate.at((p) => p.certificateBody).present),
      );
      return all(
        certificate
          .at((p) => p.keyAlgorithm)
          .shown()
          .noneOf(weakAlgorithms, "the certificate's key is too short"),
        when(isPublic, () =>
          certificate
            .at((p) => p.options?.certificateTransparencyLoggingPreference)
            .or("ENABLED")
            .shown()
            .equals("ENABLED", "the certificate is not logged, so that a forged one goes unnoticed"),
        ),
      );
    }
    const authority = resource.as("acmpca.CertificateAuthority");
    if (!authority) return notApplicable();
    return all(
      authority
        .at((p) => p.certificateAuthorityConfiguration.keyAlgorithm)
        .shown()
        .noneOf(weakAlgorithms, "the certificate authority's key is too short"),
      when(
        // Certificates of seven days or less need no revocation. Source: AWS Private CA User Guide, "Understand AWS Private CA CA modes".
        not(authority.at((p) => p.usageMode).is("SHORT_LIVED_CERTIFICATE")),
        () =>
          any(
            authority
              .at((p) => p.revocationConfiguration?.crlConfiguration?.enabled)
              .or(false)
              .equals(true, "the certificate authority cannot revoke certificates"),
            authority
              .at((p) => p.revocationConfiguration?.ocspConfiguration?.enabled)
              .or(false)
              .equals(true, "the certificate authority cannot revoke certificates"),
          ),
      ),
    );
  },
  equivalents: {
    prowler: ["acm_certificates_with_secure_key_algorithms", "acm_certificates_transparency_logs_enabled"],
    checkov: ["CKV_AWS_234", "CKV2_AWS_71"],
  },
  examples: {
    good: {
      "ACM's defaults": (s) => s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: "DNS" }),
      "a private authority with revocation lists": (s) =>
        s.add("acmpca.CertificateAuthority", {
          certificateAuthorityConfiguration: {
            keyAlgorithm: "EC_prime256v1",
            signingAlgorithm: "SHA256WITHECDSA",
            subject: { commonName: "clinic.example" },
          },
          revocationConfiguration: { crlConfiguration: { enabled: true, expirationInDays: 7, s3BucketName: "revocations" } },
        }),
    },
    bad: {
      "not logged": (s) =>
        s.add("acm.Certificate", {
          domainName: "clinic.example",
          validationMethod: "DNS",
          options: { certificateTransparencyLoggingPreference: "DISABLED" },
        }),
      "short key": (s) => s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: "DNS", keyAlgorithm: "RSA_1024" }),
      "a private authority without revocation": (s) =>
        s.add("acmpca.CertificateAuthority", {
          certificateAuthorityConfiguration: {
            keyAlgorithm: "EC_prime256v1",
            signingAlgorithm: "SHA256WITHECDSA",
            subject: { commonName: "clinic.example" },
          },
        }),
    },
    unknown: {
      "algorithm known later": (s) =>
        s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: "DNS", keyAlgorithm: s.later() }),
    },
    notApplicable: {
      "carries no ePHI": (s) =>
        s.add("acm.Certificate", { domainName: "www.clinic.example", validationMethod: "DNS", tags: { DataClassification: "public" } }),
    },
  },
});
