import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  GetDocumentCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from "@aws-sdk/client-ssm";
import { service } from "../emulator";
import { emulated } from "../kind";
import { tagList } from "../shape";

const ssm = service((configuration) => new SSMClient(configuration));

const document = emulated("ssm.Document", {
  async create(making) {
    const { name = "", content, documentFormat, documentType } = making.inputs;
    await ssm(making, CreateDocumentCommand, {
      Name: name,
      Content: content,
      DocumentFormat: documentFormat,
      DocumentType: documentType,
      Tags: tagList(making.tags),
    });
    return { id: name, outputs: { arn: `arn:${making.partition}:ssm:${making.region}:${making.accountId}:document/${name}` } };
  },
  async read(standing) {
    const { Content: content } = await ssm(standing, GetDocumentCommand, { Name: standing.id });
    return { content };
  },
  async update(standing) {
    const { content, documentFormat } = standing.inputs;
    const { DocumentDescription: made } = await ssm(standing, UpdateDocumentCommand, {
      Name: standing.id,
      Content: content,
      DocumentFormat: documentFormat,
      DocumentVersion: "$LATEST",
    });
    await ssm(standing, UpdateDocumentDefaultVersionCommand, { Name: standing.id, DocumentVersion: made?.DocumentVersion });
  },
  delete: (standing) => ssm(standing, DeleteDocumentCommand, { Name: standing.id }),
});

export const ssmKinds = [document];
