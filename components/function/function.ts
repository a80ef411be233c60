import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, input, listOf, objectOf, oneOf, optional, referenceTo, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { environmentArgument, refuseSecrets } from "../foundation/environment";
import { arn, type Location, locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { onceThere } from "../foundation/once-there";
import { type Permission, permissionsArgument, secretsArgument } from "../foundation/permissions";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type NetworkReference, networkArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { type Destination, reachesArgument, workloadGroup } from "../foundation/workload-group";
import { Queue } from "../queue/queue";
import { codeArgument, type FunctionCode, signedCode } from "./code";
import { functionRole } from "./role";

/** Something of AWS that calls a function. */
export interface FunctionInvoker {
  /** The service, by its principal's name: "s3", "sns", "events", "cognito-idp". */
  service: string;
  /** The ARN of the bucket, topic, rule or pool that calls; nothing else of the service can. */
  sourceArn: pulumi.Input<string>;
}

/** A queue that takes what a function failed to handle: a Queue, or the ARN of one. */
export interface FailureQueue {
  /** The queue's ARN. */
  arn: pulumi.Input<string>;
}

export interface FunctionArgs extends CommonArgs {
  /** Where the function runs: a Network, or its ids. It reaches AWS's services by the network's endpoints. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** The container image in Amazon ECR, best by its digest. This or `code`. */
  image?: pulumi.Input<string>;
  /** The code in a package, which is signed. This or `image`. Serves 45 CFR 164.312(c)(1). */
  code?: FunctionCode;
  /** Variables of the code, encrypted with the key. Default: none. What looks like a secret is refused. Serves 45 CFR 164.308(a)(5)(ii)(D). */
  environment?: { [key: string]: pulumi.Input<string> };
  /** ARNs of secrets that the code may read, by the names of the variables that tell it the ARN. Default: none. */
  secrets?: { [key: string]: pulumi.Input<string> };
  /** What the code may do in AWS, and with what. Default: nothing. Serves 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B). */
  permissions?: Permission[];
  /** What the code connects to in the network, beside AWS's services. Default: nothing. Serves 45 CFR 164.312(a)(1). */
  reaches?: Destination[];
  /** What calls the function beside roles, whose own policies let them. Default: nothing. Serves 45 CFR 164.312(a)(1). */
  invokers?: FunctionInvoker[];
  /** The queue that keeps events that the function failed to handle. Default: a Queue is created. Serves 45 CFR 164.312(c)(1). */
  failures?: FailureQueue;
  /** Memory in MB, and with it the share of the processor: 128 to 10240, default 512. */
  memorySize?: number;
  /** Seconds that a call may last: 1 to 900, default 30. */
  timeoutSeconds?: number;
  /** How many calls may run at once: 1 to 1000, default 10. They are taken from what the account has, of which Lambda keeps 100 for functions that reserve none. */
  reservedConcurrency?: number;
  /** The processor: "arm64" (default), which costs a fifth less, or "x86_64". */
  architecture?: string;
  /**
   * The KMS key of variables, logs and failures; it must let "logs" use it, and users by way of "lambda" and "sqs". Default: one is created, 1 USD a month.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const argumentTable: ArgumentTable<FunctionArgs> = {
  ...commonArguments,
  network: networkArgument,
  image: optional(
    input(
      text({
        matching: /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+(:[\w.-]+|@sha256:[0-9a-f]{64})+$/,
        described: "an image in Amazon ECR, with its digest or tag",
      }),
    ),
  ),
  code: optional(codeArgument),
  environment: environmentArgument,
  secrets: secretsArgument,
  permissions: permissionsArgument,
  reaches: reachesArgument,
  invokers: optional(
    listOf(
      objectOf<FunctionInvoker>({
        service: text({ matching: /^[a-z0-9][a-z0-9.-]*$/, described: 'the name of an AWS service, without ".amazonaws.com"' }),
        sourceArn: arnOf("[a-z0-9-]+"),
      }),
      { minimum: 1, described: "a list of invokers" },
    ),
  ),
  failures: optional(referenceTo<FailureQueue>({ arn: arnOf("sqs") })),
  memorySize: optional(wholeNumber({ minimum: 128, maximum: 10_240, unit: "MB" })),
  timeoutSeconds: optional(wholeNumber({ minimum: 1, maximum: 900, unit: "seconds" })),
  reservedConcurrency: optional(wholeNumber({ minimum: 1, maximum: 1000, unit: "calls" })),
  architecture: optional(oneOf(["arm64", "x86_64"])),
  key: keyArgument,
  logRetentionDays: logRetentionArgument,
};

function together(args: FunctionArgs, refuse: Refuse): void {
  if (args.image === undefined && args.code === undefined) refuse("image", "is missing: the function needs image or code");
  if (args.image !== undefined && args.code !== undefined) refuse("code", "does not go with image");
  refuseSecrets(args.environment, args.secrets, refuse);
}

/**
 * A Lambda function that handles ePHI: in a private network, with a role for what it asked for, signed code or an image, variables and logs under a KMS key,
 * traces, and a queue for what it failed to handle. Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (b), (c)(1), (e)(1).
 */
export class Function extends pulumi.ComponentResource {
  /** The function's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The function's name. */
  readonly functionName: pulumi.Output<string>;
  /** The ARN by which Amazon API Gateway calls it. */
  readonly invokeArn: pulumi.Output<string>;
  /** The name of its role. */
  readonly roleName: pulumi.Output<string>;
  /** The id of its security group, which a store that it reaches can take as a client. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The name of its log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the queue that keeps what it failed to handle. */
  readonly failureQueueArn: pulumi.Output<string>;
  /** The ARN of the KMS key of its variables and logs. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: FunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Function"), name, validated("Function", name, args, argumentTable, together), componentOptions("Function", opts));
    const child = { parent: this };
    const location = locationOf(this);
    const tags = tagsOf(args);
    const common = { ...(args.tags && { tags: args.tags }), ...(args.classification && { classification: args.classification }) };
    const functionName = physicalName(name, 64);
    const logPath = `/aws/lambda/${functionName}`;
    const keyArn = resolveKey(this, name, args.key, {
      description: `Variables, logs and failures of ${name}`,
      through: ["lambda", "sqs"],
      services: ["logs"],
      ...common,
    });
    const failureQueueArn = failuresOf(this, name, args, keyArn, location);
    const logs = logGroup(this, name, {
      path: logPath,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const secrets = args.secrets ?? {};
    const { role, policy } = functionRole(this, name, {
      location,
      functionName,
      logPath,
      deadLetterArn: failureQueueArn,
      permissions: args.permissions ?? [],
      secrets,
      tags,
    });
    const group = workloadGroup(this, name, {
      component: "function",
      vpcId: args.network.vpcId,
      description: `Function ${name}`,
      reaches: args.reaches ?? [],
      tags,
    });
    const variables = { ...args.environment, ...secrets };
    const created = new aws.lambda.Function(
      name,
      {
        name: functionName,
        role: role.arn,
        ...(args.code ? signedCode(this, name, args.code, tags) : { packageType: "Image", imageUri: args.image ?? "" }),
        architectures: [args.architecture ?? "arm64"],
        memorySize: args.memorySize ?? 512,
        timeout: args.timeoutSeconds ?? 30,
        reservedConcurrentExecutions: args.reservedConcurrency ?? 10,
        kmsKeyArn: keyArn,
        ...(Object.keys(variables).length > 0 && { environment: { variables } }),
        vpcConfig: { subnetIds: args.network.privateSubnetIds, securityGroupIds: [group.id] },
        deadLetterConfig: { targetArn: failureQueueArn },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
        tracingConfig: { mode: "Active" },
        tags,
      },
      { ...child, deleteBeforeReplace: true, dependsOn: [logs, policy] },
    );
    const calls = (args.invokers ?? []).map(
      ({ service, sourceArn }, index) =>
        new aws.lambda.Permission(
          `${name}-${index + 1}`,
          {
            function: created.name,
            action: "lambda:InvokeFunction",
            principal: `${service}.amazonaws.com`,
            sourceArn,
            // A bucket's ARN names no account. All others do, and not every service says it a second time, as EventBridge does not.
            ...(service === "s3" && { sourceAccount: location.accountId }),
          },
          child,
        ),
    );
    // S3 tries to call as soon as it is told the function: it is told it when it may.
    this.arn = arn(location, "lambda", pulumi.interpolate`function:${onceThere(created.name, calls)}`);
    this.functionName = created.name;
    this.invokeArn = created.invokeArn;
    this.roleName = role.name;
    this.securityGroupId = group.id;
    this.logGroupName = logs.name;
    this.failureQueueArn = pulumi.output(failureQueueArn);
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      functionName: this.functionName,
      invokeArn: this.invokeArn,
      roleName: this.roleName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      failureQueueArn: this.failureQueueArn,
      keyArn: this.keyArn,
    });
  }
}

/** The ARN of the queue that is brought, or of one that is made; built from its name, so that the role's policy is known in a preview. */
function failuresOf(
  parent: pulumi.ComponentResource,
  name: string,
  args: FunctionArgs,
  keyArn: pulumi.Output<string>,
  location: Location,
): pulumi.Input<string> {
  if (args.failures) return args.failures.arn;
  const queue = new Queue(
    `${name}-failures`,
    {
      key: { arn: keyArn },
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    },
    { parent },
  );
  return arn(location, "sqs", queue.queueName);
}
