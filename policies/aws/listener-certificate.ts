import type { Cell } from "../cell";
import type { Referrer, Stack } from "../graph/stack";
import { decide, fail, pass, type Verdict } from "../verdict";
import { parseArn } from "./arn";
import { ternary } from "./ternary";

/**
 * Judges whether the certificate of a load balancer's listener comes from AWS Certificate Manager, which renews it in time, and is not one
 * that was uploaded to IAM, which nobody renews.
 * Source: IAM User Guide, "Manage server certificates in IAM" (AWS recommends ACM wherever a Region supports it).
 */
export function isFromCertificateManager(stack: Stack, from: Referrer, certificate: Cell<string>): Verdict {
  const wanted = "a certificate of AWS Certificate Manager";
  const evidence = [certificate.evidence(wanted)];
  const uploaded = "the certificate is one uploaded to IAM, which nobody renews";
  return stack.target(from, certificate, ["acm.Certificate", "acm.CertificateValidation", "iam.ServerCertificate"]).decide({
    resource: (found) => (found.node.kind === "iam.ServerCertificate" ? fail(uploaded, evidence) : pass("", evidence)),
    absent: () => fail("no certificate is set", evidence),
    outside: () => {
      const service = certificate.value === undefined ? undefined : parseArn(certificate.value)?.service;
      return decide(service === "acm" || service === "iam" ? ternary(service === "acm") : "unknown", uploaded, evidence);
    },
  });
}
