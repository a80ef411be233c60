import { all, defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { farAhead } from "../../functioning/times";

/** Source: AWS Certificate Manager API Reference, CertificateDetail: Status. */
const dead: ReadonlySet<string> = new Set(["EXPIRED", "REVOKED", "FAILED", "VALIDATION_TIMED_OUT"]);

export default defineFunctioningRule({
  id: "acm-certificate-not-expiring",
  title: "Certificates in use are valid for some time to come, and their renewal does not fail",
  threat: "When a certificate expires, ePHI is out of reach, or people learn to click warnings away.",
  remedy: "Mend the validation that the renewal waits for, most often a DNS record that is gone; import a certificate of your own anew.",
  cites: ["164.312(e)(1)", "164.312(e)(2)(ii)", "164.308(a)(4)(ii)(A)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  observes: ["acm.Certificate"],
  parameters: {
    minimumDays: integer({ default: 14, minimum: 14, maximum: 60, description: "Days that a certificate must still be valid." }),
  },
  // ACM begins to renew weeks before the end, so two weeks before it something is wrong. Source: ACM User Guide, "Managed certificate renewal".
  check: ({ facts, at, parameters: { minimumDays } }) =>
    when(facts.at((p) => p.inUse).is(true), () => {
      const status = facts.at((p) => p.status).shown();
      const end = facts.at((p) => p.notAfter);
      const renewal = facts.at((p) => p.renewalStatus).shown();
      return all(
        status.test((text) => (dead.has(text) ? "no" : text === "ISSUED" ? "yes" : "unknown"), '"ISSUED"', "the certificate is not valid"),
        renewal.or("none").noneOf(["FAILED"], "the renewal of the certificate failed"),
        end.state === "absent"
          ? undetermined("when the certificate ends is not known", [end.evidence("a time")])
          : farAhead(end, at, minimumDays, "the certificate ends soon"),
      );
    }),
  equivalents: { config: ["acm-certificate-expiration-check"], prowler: ["acm_certificates_expiration_check"] },
  examples: {
    good: {
      "half a year left": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "ISSUED", inUse: true, notAfter: "2027-05-22T00:00:00.000Z" } },
        ),
      "a month left, the renewal runs": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "ISSUED", inUse: true, notAfter: "2026-12-22T00:00:00.000Z", renewalStatus: "PENDING_AUTO_RENEWAL" } },
        ),
    },
    bad: {
      "ten days left": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "ISSUED", inUse: true, notAfter: "2026-12-02T00:00:00.000Z", renewalStatus: "PENDING_VALIDATION" } },
        ),
      expired: (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "EXPIRED", inUse: true, notAfter: "2026-11-02T00:00:00.000Z" } },
        ),
      "the renewal failed": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "ISSUED", inUse: true, notAfter: "2026-12-22T00:00:00.000Z", renewalStatus: "FAILED" } },
        ),
    },
    unknown: {
      "the certificate could not be read": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: s.later(), inUse: s.later(), notAfter: s.later(), renewalStatus: s.later() } },
        ),
      "a status that is new": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "DORMANT", inUse: true, notAfter: "2027-05-22T00:00:00.000Z" } },
        ),
    },
    notApplicable: {
      "nothing uses it": (s) =>
        s.add(
          "acm.Certificate",
          { domainName: "clinic.example", validationMethod: "DNS" },
          { observed: { status: "EXPIRED", inUse: false, notAfter: "2026-11-02T00:00:00.000Z" } },
        ),
    },
  },
});
