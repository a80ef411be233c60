import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import { service } from "../call";

const kms = service("kms", (configuration) => new KMSClient(configuration));

export const kmsCalls = {
  keys: kms.read("kms:ListKeys", ListKeysCommand),
  key: kms.read("kms:DescribeKey", DescribeKeyCommand),
  keyPolicy: kms.read("kms:GetKeyPolicy", GetKeyPolicyCommand),
  keyRotation: kms.read("kms:GetKeyRotationStatus", GetKeyRotationStatusCommand),
  keyTags: kms.read("kms:ListResourceTags", ListResourceTagsCommand),
  keyAliases: kms.read("kms:ListAliases", ListAliasesCommand),
} as const;
