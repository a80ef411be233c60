import type { ServiceReader } from "../reader";
import { accessanalyzerReader } from "./accessanalyzer";
import { acmReader } from "./acm";
import { apiDomainNamesReader } from "./api-domain-names";
import { apigatewayReader } from "./apigateway";
import { apigatewayv2Reader } from "./apigatewayv2";
import { backupReader } from "./backup";
import { cloudfrontReader } from "./cloudfront";
import { cloudtrailReader } from "./cloudtrail";
import { cloudwatchReader } from "./cloudwatch";
import { cognitoReader } from "./cognito";
import { configReader } from "./config";
import { dynamodbReader } from "./dynamodb";
import { ec2Reader } from "./ec2";
import { ecrReader } from "./ecr";
import { ecsReader } from "./ecs";
import { efsReader } from "./efs";
import { elasticacheReader } from "./elasticache";
import { elbReader } from "./elb";
import { elbv2Reader } from "./elbv2";
import { eventbridgeReader } from "./eventbridge";
import { firehoseReader } from "./firehose";
import { guarddutyReader } from "./guardduty";
import { iamReader } from "./iam";
import { kinesisReader } from "./kinesis";
import { kmsReader } from "./kms";
import { lambdaReader } from "./lambda";
import { logDeliveriesReader } from "./log-deliveries";
import { logsReader } from "./logs";
import { opensearchReader } from "./opensearch";
import { rdsReader } from "./rds";
import { redshiftReader } from "./redshift";
import { s3Reader } from "./s3";
import { s3ControlReader } from "./s3-control";
import { secretsmanagerReader } from "./secretsmanager";
import { securityhubReader } from "./securityhub";
import { snsReader } from "./sns";
import { sqsReader } from "./sqs";
import { ssmReader } from "./ssm";
import { ssoAdminReader } from "./sso-admin";
import { taggingReader } from "./tagging";
import { wafv2Reader } from "./wafv2";

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
  acmReader,
  apiDomainNamesReader,
  apigatewayReader,
  apigatewayv2Reader,
  cloudfrontReader,
  cognitoReader,
  lambdaReader,
  logDeliveriesReader,
  secretsmanagerReader,
  wafv2Reader,
  ec2Reader,
  elbReader,
  elbv2Reader,
  accessanalyzerReader,
  backupReader,
  cloudwatchReader,
  eventbridgeReader,
  configReader,
  guarddutyReader,
  securityhubReader,
  ssmReader,
  ssoAdminReader,
  taggingReader,
  ecrReader,
  ecsReader,
  efsReader,
  elasticacheReader,
  firehoseReader,
  kinesisReader,
  opensearchReader,
  rdsReader,
  redshiftReader,
];
