/**
 * Services that act with a role on what anybody's account tells them, and that send aws:SourceAccount and aws:SourceArn when they assume it. Others, such as
 * lambda.amazonaws.com and ec2.amazonaws.com, send neither, and a role that asked for them could not be used.
 *
 * Source: the page on "cross-service confused deputy prevention" in the guide of each service, with a trust policy that has the condition: Amazon Bedrock,
 * Comprehend, ECS (task role), EventBridge Scheduler and Pipes, Fraud Detector, HealthLake, HealthOmics, Kendra, Personalize, SageMaker AI, Step Functions,
 * Systems Manager, Textract, Transfer Family; Amazon RDS (Enhanced Monitoring), VPC Flow Logs, CloudWatch Logs (subscriptions). As of 2026-11-22.
 */
export const servicesThatSendTheirSource: ReadonlySet<string> = new Set([
  "bedrock.amazonaws.com",
  "comprehend.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "frauddetector.amazonaws.com",
  "healthlake.amazonaws.com",
  "kendra.amazonaws.com",
  "logs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "omics.amazonaws.com",
  "personalize.amazonaws.com",
  "pipes.amazonaws.com",
  "sagemaker.amazonaws.com",
  "scheduler.amazonaws.com",
  "ssm.amazonaws.com",
  "states.amazonaws.com",
  "textract.amazonaws.com",
  "transfer.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
]);
