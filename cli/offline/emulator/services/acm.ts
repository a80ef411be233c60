import { ACMClient, DeleteCertificateCommand, DescribeCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { service } from "../emulator";
import { emulated } from "../kind";
import { tagList } from "../shape";

const acm = service((configuration) => new ACMClient(configuration));

const certificate = emulated("acm.Certificate", {
  async create(making) {
    const { domainName, subjectAlternativeNames, keyAlgorithm, validationMethod } = making.inputs;
    const { CertificateArn: arn } = await acm(making, RequestCertificateCommand, {
      DomainName: domainName,
      SubjectAlternativeNames: subjectAlternativeNames,
      KeyAlgorithm: keyAlgorithm,
      ValidationMethod: validationMethod,
      Tags: tagList(making.tags),
    });
    const { Certificate: made } = await acm(making, DescribeCertificateCommand, { CertificateArn: arn });
    const domainValidationOptions = (made?.DomainValidationOptions ?? []).map(({ DomainName, ResourceRecord: record }) => ({
      domainName: DomainName,
      resourceRecordName: record?.Name,
      resourceRecordType: record?.Type,
      resourceRecordValue: record?.Value,
    }));
    return { id: arn ?? "", outputs: { arn, domainValidationOptions } };
  },
  async read(standing) {
    const { Certificate: found } = await acm(standing, DescribeCertificateCommand, { CertificateArn: standing.id });
    return found && {};
  },
  delete: (standing) => acm(standing, DeleteCertificateCommand, { CertificateArn: standing.id }),
});

export const acmKinds = [certificate];
