import type { CertificateDetail, CertificateKeyPairOrigin, KeyAlgorithm } from "@aws-sdk/client-acm";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import { acmCalls as calls } from "../calls/acm";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

/** Certificates of a Region. That one was waited for, which is another resource of the provider, shows in its status. */
export const acmReader: ServiceReader = {
  service: "acm",
  calls,
  regional: true,
  kinds: ["acm.Certificate", "acm.CertificateValidation"],
  // One that was never issued is left out; a validation is told by its certificate.
  mayGoUnseen: ["acm.Certificate", "acm.CertificateValidation"],
  read,
};

/** All that there are: of what is not asked for, the list shows RSA keys of 1024 and 2048 bits only. Source: ACM API Reference, Filters. */
const everyKey: readonly KeyAlgorithm[] = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

/** All that there are: what ACME clients ask for is not in the list otherwise. Source: ACM API Reference, ListCertificates. */
const everyOrigin: readonly CertificateKeyPairOrigin[] = ["ACME", "AWS_MANAGED", "CUSTOMER_PROVIDED"];

/** Requests that came to nothing: there is no certificate. Source: ACM API Reference, CertificateDetail, `Status`. */
const neverIssued: ReadonlySet<string> = new Set(["FAILED", "VALIDATION_TIMED_OUT"]);

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const certificates = await account.list(
    region,
    calls.certificates,
    { Includes: { keyTypes: [...everyKey] }, CertificateKeyPairOrigins: [...everyOrigin], MaxItems: 1000 },
    {
      items: (page) => page.CertificateSummaryList,
      next: ({ NextToken: token }) => (token === undefined || token === "" ? undefined : { NextToken: token }),
    },
  );
  await forEach(listed(reading, ["acm.Certificate"], certificates), async ({ CertificateArn: arn, DomainName: domainName }) => {
    if (arn !== undefined) await readCertificate(reading, arn, domainName);
  });
}

async function readCertificate({ account, region, found }: Reading, arn: string, domainName: string | undefined): Promise<void> {
  const input = { CertificateArn: arn };
  const [described, tags] = await Promise.all([
    account.ask(region, calls.certificate, input, ["ResourceNotFoundException"]),
    account.ask(region, calls.certificateTags, input),
  ]);
  if (described.state === "absent") return;
  const detail = described.state === "read" ? described.value.Certificate : undefined;
  if (neverIssued.has(detail?.Status ?? "")) return;
  // That somebody brought it along shows in programs by its text.
  const imported = detail?.Type === "IMPORTED" ? await account.ask(region, calls.certificateBody, input) : undefined;
  const said = <Part>(select: (certificate: CertificateDetail) => Part): Part | Unknown | undefined =>
    part(described, ({ Certificate: certificate }) => certificate && select(certificate));
  found.add({
    kind: "acm.Certificate",
    id: arn,
    region,
    inputs: {
      domainName,
      // The API's enumeration writes RSA_2048, its answers RSA-2048.
      keyAlgorithm: said(({ KeyAlgorithm: algorithm }) => algorithm?.replace("-", "_")),
      certificateAuthorityArn: said(({ CertificateAuthorityArn: authority }) => authority),
      certificateBody: described.state === "unread" ? UNKNOWN : imported && part(imported, (answer) => answer.Certificate),
      validationMethod: said(validationMethod),
      options: said(({ Options: options }) => ({
        certificateTransparencyLoggingPreference: options?.CertificateTransparencyLoggingPreference,
      })),
      tags: part(tags, ({ Tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: arn },
    answers: [described, tags, ...(imported ? [imported] : [])],
    observed: {
      status: said(({ Status: status }) => status),
      notAfter: said(({ NotAfter: day }) => day?.toISOString()),
      inUse: said(({ InUseBy: users }) => users !== undefined && users.length > 0),
      renewalStatus: said(({ RenewalSummary: summary }) => summary?.RenewalStatus),
    },
  });
}

/** One name that is validated by e-mail is enough to hold the renewal up. */
function validationMethod({ DomainValidationOptions: names = [] }: CertificateDetail): string | undefined {
  const methods = names.map(({ ValidationMethod: method }) => method);
  if (methods.includes(undefined)) return undefined;
  return methods.find((method) => method === "EMAIL") ?? methods[0];
}
