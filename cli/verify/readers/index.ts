import type { ServiceReader } from "../reader";
import { cloudtrailReader } from "./cloudtrail";
import { dynamodbReader } from "./dynamodb";
import { iamReader } from "./iam";
import { kmsReader } from "./kms";
import { logsReader } from "./logs";
import { s3Reader } from "./s3";
import { s3ControlReader } from "./s3-control";
import { snsReader } from "./sns";
import { sqsReader } from "./sqs";

/** All readers. Of kinds that none of them gives, verify knows nothing and says so. */
export const readers: readonly ServiceReader[] = [
  s3Reader,
  s3ControlReader,
  kmsReader,
  cloudtrailReader,
  iamReader,
  logsReader,
  dynamodbReader,
  sqsReader,
  snsReader,
];
