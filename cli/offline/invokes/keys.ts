// KMS keys that exist already. The ARN follows from what the program says; that the key exists is taken on trust.
import { uuid } from "../fingerprint";
import { knownString } from "../property-values";
import { type Invoke, InvokeError, regionOf } from "./invoke";

/**
 * The key behind an id, an ARN or an alias. An alias of an AWS-managed key (`alias/aws/...`) is answered by the ARN of the alias and not
 * of a made-up key, so that no policy takes it for a customer-managed one.
 */
const getKey: Invoke = (args, configuration) => {
  const given = knownString(args.keyId);
  if (given === undefined) throw new InvokeError("keyId is not set");
  const region = given.startsWith("arn:") ? (given.split(":")[3] ?? "") : regionOf(args, configuration);
  const alias = /(?:^|:)(alias\/.+)$/.exec(given)?.[1];
  const managedByAws = alias?.startsWith("alias/aws/") ?? false;
  const prefix = `arn:${configuration.partition}:kms:${region}:${configuration.accountId}`;
  const keyId = alias === undefined ? (given.split("/").at(-1) ?? given) : uuid(alias);
  const arn = given.startsWith("arn:") && alias === undefined ? given : managedByAws ? `${prefix}:${alias}` : `${prefix}:key/${keyId}`;
  return {
    arn,
    awsAccountId: configuration.accountId,
    cloudHsmClusterId: "",
    creationDate: "2000-01-01T00:00:00Z",
    customKeyStoreId: "",
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    deletionDate: "",
    description: "offline placeholder",
    enabled: true,
    expirationModel: "",
    id: keyId,
    keyId: given,
    keyManager: managedByAws ? "AWS" : "CUSTOMER",
    keySpec: "SYMMETRIC_DEFAULT",
    keyState: "Enabled",
    keyUsage: "ENCRYPT_DECRYPT",
    multiRegion: keyId.startsWith("mrk-"),
    multiRegionConfigurations: [],
    origin: "AWS_KMS",
    pendingDeletionWindowInDays: 0,
    region,
    validTo: "",
    xksKeyConfigurations: [],
  };
};

const getAlias: Invoke = (args, configuration) => {
  const name = knownString(args.name) ?? "";
  if (!name.startsWith("alias/")) throw new InvokeError(`name must start with "alias/"`);
  const region = regionOf(args, configuration);
  const prefix = `arn:${configuration.partition}:kms:${region}:${configuration.accountId}`;
  const arn = `${prefix}:${name}`;
  const managedByAws = name.startsWith("alias/aws/");
  const targetKeyId = uuid(name);
  return { arn, id: arn, name, region, targetKeyArn: managedByAws ? arn : `${prefix}:key/${targetKeyId}`, targetKeyId };
};

export const keyInvokes: Readonly<Record<string, Invoke>> = {
  "aws:kms/getAlias:getAlias": getAlias,
  "aws:kms/getKey:getKey": getKey,
};
