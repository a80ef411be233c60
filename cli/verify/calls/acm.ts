import {
  ACMClient,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
} from "@aws-sdk/client-acm";
import { service } from "../call";

const acm = service("acm", (configuration) => new ACMClient(configuration));

export const acmCalls = {
  certificates: acm.read("acm:ListCertificates", ListCertificatesCommand),
  certificate: acm.read("acm:DescribeCertificate", DescribeCertificateCommand),
  certificateTags: acm.read("acm:ListTagsForCertificate", ListTagsForCertificateCommand),
  /** The certificate itself, which is public; the private key is answered by ExportCertificate only, which nothing here calls. */
  certificateBody: acm.read("acm:GetCertificate", GetCertificateCommand),
} as const;
