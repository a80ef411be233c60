/**
 * The partitions of AWS, each a separate world of accounts and endpoints.
 * Source: botocore's and the SDKs' partition metadata, as in IAM User Guide, "Identify AWS resources with ARNs"
 * (aws, aws-cn, aws-us-gov), plus the isolated partitions and the European Sovereign Cloud (aws-eusc).
 */
export const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"] as const;

/** The name of a partition of AWS. */
export type Partition = (typeof PARTITIONS)[number];

/** The parts of an Amazon Resource Name; `region` and `account` may be empty, as in an S3 bucket's. */
export interface Arn {
  readonly partition: Partition;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon, further colons and slashes included. */
  readonly resource: string;
}

/** Whether a string names a partition of AWS. */
export function isPartition(value: string): value is Partition {
  return PARTITIONS.some((partition) => partition === value);
}

/**
 * Takes an ARN apart: `arn:partition:service:region:account:resource`.
 * Source: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
 * @returns undefined when the string is no ARN: fewer than six parts, an unheard-of partition, no service or no resource.
 */
export function parseArn(value: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = value.split(":");
  const resource = rest.join(":");
  if (prefix !== "arn" || partition === undefined || !isPartition(partition)) return undefined;
  if (!service || region === undefined || account === undefined || resource === "") return undefined;
  return { partition, service, region, account, resource };
}
