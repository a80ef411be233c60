import * as pulumi from "@pulumi/pulumi";
import { type Check, input, listOf, mapOf, objectOf, optional, text } from "./checks";
import { keyUse } from "./key-use";
import { arn, type Location, regionalServiceName } from "./location";
import type { Statement } from "./policy-document";

/** Something that code may do. */
export interface Permission {
  /** Actions of AWS, one by one: "s3:GetObject", "dynamodb:Query". No whole service, and nothing of IAM. */
  actions: string[];
  /** The ARNs of what they are done to. Not "*". */
  resources: pulumi.Input<string>[];
}

/** The check of an argument `permissions`. */
export const permissionsArgument: Check = optional(
  listOf(
    objectOf<Permission>({
      actions: listOf(
        text({
          matching: /^(?!(?:iam|sts|organizations|kms):)[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/,
          described: 'an action, as in "s3:GetObject", without "*" and not of IAM, STS, Organizations or KMS',
        }),
        { minimum: 1, described: "a list of actions" },
      ),
      resources: listOf(input(text({ matching: /^arn:aws(-[a-z]+)*:[a-z0-9-]+:(?!.*\*:\*).*[^*:]/, described: 'an ARN, and not "*"' })), {
        minimum: 1,
        described: "a list of ARNs",
      }),
    }),
    { minimum: 1, described: "a list of permissions" },
  ),
);

/** The check of an argument `secrets`: ARNs of Secrets Manager by the names of variables. */
export const secretsArgument: Check = optional(
  mapOf(
    text({ maximum: 128, matching: /^[A-Za-z][A-Za-z0-9_]*$/, described: "the name of a variable" }),
    text({ matching: /^arn:aws(-[a-z]+)*:secretsmanager:/, described: "the ARN of a secret" }),
  ),
);

/** Services that ask KMS in the name of whoever reads or writes. Source: AWS KMS Developer Guide, "kms:ViaService condition key", services that support it. */
const encryptingServices: ReadonlySet<string> = new Set([
  "s3",
  "dynamodb",
  "sqs",
  "sns",
  "kinesis",
  "firehose",
  "ssm",
  "elasticfilesystem",
]);

/**
 * The permissions as statements, each narrowed to what it names, and leave to use the keys behind them: by way of the same services, which first ask whether
 * the data may be read. The keys' own policies have to agree.
 */
export function permissionStatements(permissions: readonly Permission[], location: Location): Statement[] {
  const granted = permissions.map(
    ({ actions, resources }, index): Statement => ({ Sid: `Own${index + 1}`, Effect: "Allow", Action: actions, Resource: resources }),
  );
  const services = [...new Set(permissions.flatMap(({ actions }) => actions.map((action) => action.split(":")[0] ?? "")))];
  const encrypting = services.filter((service) => encryptingServices.has(service));
  if (encrypting.length === 0) return granted;
  return [
    ...granted,
    {
      Sid: "KeysBehind",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: arn(location, "kms", "key/*"),
      Condition: { StringEquals: { "kms:ViaService": encrypting.map((service) => regionalServiceName(location, service)) } },
    },
  ];
}

/**
 * The ARN of a secret without the key, stage and version that ECS takes behind it, which IAM knows nothing of.
 * Source: Amazon ECS Developer Guide, "Pass Secrets Manager secrets through Amazon ECS environment variables".
 */
function secretOf(reference: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(reference).apply((text) => text.split(":").slice(0, 7).join(":"));
}

/** Leave to read secrets, and to use the keys behind them for these secrets alone. */
export function secretStatements(secrets: Readonly<Record<string, pulumi.Input<string>>>, location: Location): Statement[] {
  const arns = Object.values(secrets).map(secretOf);
  if (arns.length === 0) return [];
  return [
    { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: arns },
    keyUse("KeysOfSecrets", "kms:Decrypt", { location, service: "secretsmanager", context: { SecretARN: arns } }),
  ];
}
