import { defineRule, fail, pass, undetermined, when } from "../../rule";

const because = "nobody renews the certificate by itself";

export default defineRule({
  id: "acm-expiration",
  title: "ACM renews certificates by itself",
  threat: "When a certificate expires, ePHI is out of reach, or people learn to click warnings away.",
  remedy: 'Request the certificate from ACM with validationMethod "DNS" instead of importing it or of answering e-mails.',
  cites: ["164.312(e)(1)", "164.308(a)(4)(ii)(A)"],
  severity: "medium",
  // Advisory: an imported certificate is renewed by whoever imported it; how near its end is only a live check can tell.
  level: "advisory",
  applies: "ephi",
  on: ["acm.Certificate", "iam.ServerCertificate"],
  // Source: ACM User Guide, "Managed certificate renewal in AWS Certificate Manager".
  check(resource) {
    const certificate = resource.as("acm.Certificate");
    if (!certificate) return fail(because, [resource.evidence("an uploaded certificate", "a certificate of ACM's")]);
    if (certificate.at((p) => p.certificateAuthorityArn).state !== "absent") return pass(because);
    const body = certificate.at((p) => p.certificateBody);
    const method = certificate.at((p) => p.validationMethod).shown();
    return when(
      body.present,
      () => fail(because, [body.evidence("a certificate of ACM's")]),
      () =>
        method.state === "absent"
          ? undetermined("how ACM validates the domain is not set", [method.evidence('"DNS"')])
          : method.oneOf(["DNS", "HTTP"], because),
    );
  },
  equivalents: {
    config: ["acm-certificate-expiration-check"],
    prowler: ["acm_certificates_expiration_check", "iam_no_expired_server_certificates_stored"],
  },
  examples: {
    good: {
      "validated by DNS": (s) => s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: "DNS" }),
      "of a private authority": (s) =>
        s.add("acm.Certificate", {
          domainName: "records.clinic.example",
          certificateAuthorityArn: "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "validated by e-mail": (s) => s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: "EMAIL" }),
      imported: (s) => s.add("acm.Certificate", { certificateBody: "the certificate in PEM", privateKey: s.secret("the key in PEM") }),
      "uploaded to IAM": (s) =>
        s.add("iam.ServerCertificate", { certificateBody: "the certificate in PEM", privateKey: s.secret("the key in PEM") }),
    },
    unknown: {
      "method known later": (s) => s.add("acm.Certificate", { domainName: "clinic.example", validationMethod: s.later() }),
    },
    notApplicable: {
      "carries no ePHI": (s) =>
        s.add("acm.Certificate", { domainName: "www.clinic.example", validationMethod: "EMAIL", tags: { DataClassification: "public" } }),
    },
  },
});
