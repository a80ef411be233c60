import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type ArgumentTable,
  arnOf,
  type Check,
  input,
  listOf,
  oneOf,
  optional,
  referenceTo,
  text,
  wholeNumber,
} from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { environmentArgument, refuseSecrets } from "../foundation/environment";
import { locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { type Permission, permissionsArgument, secretsArgument } from "../foundation/permissions";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type NetworkReference, networkArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { type Destination, reachesArgument, workloadGroup } from "../foundation/workload-group";
import { ownCluster } from "./cluster";
import { containers, volumesOf } from "./containers";
import { agentRole, applicationRole } from "./roles";
import { scale } from "./scaling";
import { refuseWrongSize } from "./size";

/** What hands requests to a service: a LoadBalancer, or its parts. */
export interface ServiceBalancer {
  /** The ARN of a target group for addresses (target type "ip") that has a listener. */
  targetGroupArn: pulumi.Input<string>;
  /** The id of the load balancer's security group. */
  securityGroupId: pulumi.Input<string>;
}

/** An ECS cluster: an aws.ecs.Cluster, or its parts. */
export interface ServiceCluster {
  /** The cluster's ARN. */
  arn: pulumi.Input<string>;
  /** The cluster's name. */
  name: pulumi.Input<string>;
}

export interface ServiceArgs extends CommonArgs {
  /** Where the tasks run: a Network, or its ids. They reach AWS's services by the network's endpoints. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** The container image in Amazon ECR, best by its digest. */
  image: pulumi.Input<string>;
  /** The port that the container serves over HTTPS: 1024 to 65535, default 8443; the same as the load balancer's `targetPort`. */
  port?: number;
  /** What hands it requests: a LoadBalancer. Default: nothing, and nothing comes in. */
  loadBalancer?: ServiceBalancer;
  /** Variables of the container. Default: none. What looks like a secret is refused. Serves 45 CFR 164.308(a)(5)(ii)(D). */
  environment?: { [key: string]: pulumi.Input<string> };
  /** ARNs of secrets, with a key in them behind if wanted (":password::"), by the names of the variables that hold them in the container. Default: none. Serves 45 CFR 164.308(a)(5)(ii)(D). */
  secrets?: { [key: string]: pulumi.Input<string> };
  /** What the application may do in AWS, and with what. Default: nothing. Serves 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B). */
  permissions?: Permission[];
  /** What the application connects to in the network, beside AWS's services. Default: nothing. Serves 45 CFR 164.312(a)(1). */
  reaches?: Destination[];
  /** The command in place of the image's own. */
  command?: string[];
  /** The user and group in the container, as numbers, and not root: default "10001:10001". Serves 45 CFR 164.312(a)(1). */
  user?: string;
  /**
   * Folders that the container writes to, as in "/tmp"; they are empty at its start and gone at its end. The image has to declare each as a VOLUME that `user` owns, or Fargate
   * gives it to root. Default: none, and it cannot write. Serves 45 CFR 164.312(c)(1). Source: Amazon ECS Developer Guide, "Use bind mounts with Amazon ECS".
   */
  writablePaths?: string[];
  /** The image in Amazon ECR of a collector that sends traces to X-Ray, as the AWS Distro for OpenTelemetry does. Default: none, and there are no traces. */
  traceCollectorImage?: pulumi.Input<string>;
  /** The processor, of which 1024 units are one: 256, 512 (default), 1024, 2048, 4096, 8192 or 16384. */
  cpu?: number;
  /** Memory in MB, which has to go with `cpu`; default twice its number. */
  memory?: number;
  /** The processor's kind: "arm64" (default), which costs a fifth less, or "x86_64". */
  architecture?: string;
  /** The fewest tasks: 2 (default) to 100, so that one may fail. Serves 45 CFR 164.308(a)(7)(i). */
  minimumTasks?: number;
  /** The most tasks, up to 500; default 10. They grow with the load on the processor. */
  maximumTasks?: number;
  /** Seconds after its start in which a task need not be well: 0 to 3600, default 60. */
  healthCheckGraceSeconds?: number;
  /** The ECS cluster. Default: one is created, whose tasks' disks are under the key. */
  cluster?: ServiceCluster;
  /**
   * The KMS key of logs and, in a cluster that is created, of the tasks' disks; it must let "logs" and "fargate" use it. Default: one is created, 1 USD a month.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const defaults = { port: 8443, cpu: 512, minimumTasks: 2, maximumTasks: 10, user: "10001:10001" } as const;

const imageArgument: Check = input(
  text({
    matching: /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+(:[\w.-]+|@sha256:[0-9a-f]{64})+$/,
    described: "an image in Amazon ECR, with its digest or tag",
  }),
);

const argumentTable: ArgumentTable<ServiceArgs> = {
  ...commonArguments,
  network: networkArgument,
  image: imageArgument,
  port: optional(wholeNumber({ minimum: 1024, maximum: 65_535, unit: "a port" })),
  loadBalancer: optional(
    referenceTo<ServiceBalancer>({
      targetGroupArn: arnOf("elasticloadbalancing"),
      securityGroupId: input(text({ matching: /^sg-[0-9a-f]+$/, described: "the id of a security group" })),
    }),
  ),
  environment: environmentArgument,
  secrets: secretsArgument,
  permissions: permissionsArgument,
  reaches: reachesArgument,
  command: optional(listOf({ ...text(), look: (value) => text({ allowEmpty: true }).look(value) }, { described: "a list of texts" })),
  user: optional(
    text({ matching: /^[1-9]\d*(:[1-9]\d*)?$/, described: 'a user and a group as numbers, as in "10001:10001", and not root' }),
  ),
  writablePaths: optional(
    listOf(text({ matching: /^\/[A-Za-z0-9._/-]*[A-Za-z0-9]$/, described: "a folder from the root, and not the root itself" }), {
      described: "a list of folders",
    }),
  ),
  traceCollectorImage: optional(imageArgument),
  cpu: optional(wholeNumber({ minimum: 256, maximum: 16_384, unit: "units" })),
  memory: optional(wholeNumber({ minimum: 512, maximum: 122_880, unit: "MB" })),
  architecture: optional(oneOf(["arm64", "x86_64"])),
  minimumTasks: optional(wholeNumber({ minimum: 2, maximum: 100, unit: "tasks" })),
  maximumTasks: optional(wholeNumber({ minimum: 2, maximum: 500, unit: "tasks" })),
  healthCheckGraceSeconds: optional(wholeNumber({ minimum: 0, maximum: 3600, unit: "seconds" })),
  cluster: optional(referenceTo<ServiceCluster>({ arn: arnOf("ecs"), name: input(text({ maximum: 255, described: "a cluster's name" })) })),
  key: keyArgument,
  logRetentionDays: logRetentionArgument,
};

function together(args: ServiceArgs, refuse: Refuse): void {
  const { cpu = defaults.cpu, minimumTasks = defaults.minimumTasks, maximumTasks = defaults.maximumTasks } = args;
  refuseWrongSize(cpu, args.memory ?? 2 * cpu, refuse);
  if (maximumTasks < minimumTasks) refuse("maximumTasks", `must not be less than minimumTasks, which is ${minimumTasks}`);
  if (args.healthCheckGraceSeconds !== undefined && !args.loadBalancer) {
    refuse("healthCheckGraceSeconds", "needs loadBalancer, which asks whether tasks are well");
  }
  refuseSecrets(args.environment, args.secrets, refuse);
}

/**
 * Containers on AWS Fargate that handle ePHI: in a private network without public addresses, with a role for what the application asked for and another for what
 * starts it, a system that cannot be changed, secrets from Secrets Manager, logs kept six years. Nobody can open a session in them.
 * Serves 45 CFR 164.312(a)(1), (a)(2)(iv), (b), (c)(1), (e)(1).
 */
export class Service extends pulumi.ComponentResource {
  /** The service's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The service's name. */
  readonly serviceName: pulumi.Output<string>;
  /** The name of the cluster. */
  readonly clusterName: pulumi.Output<string>;
  /** The name of the application's role. */
  readonly roleName: pulumi.Output<string>;
  /** The id of the tasks' security group, which a store that they reach can take as a client. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the KMS key of logs and disks. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Service"), name, validated("Service", name, args, argumentTable, together), componentOptions("Service", opts));
    const child = { parent: this };
    const location = locationOf(this);
    const tags = tagsOf(args);
    const { network, port = defaults.port, cpu = defaults.cpu, loadBalancer, secrets = {}, traceCollectorImage } = args;
    const memory = args.memory ?? 2 * cpu;
    const own = physicalName(name, 200);
    const logPath = `/ecs/${own}`;
    const keyArn = resolveKey(this, name, args.key, {
      description: `Logs and disks of ${name}`,
      services: ["logs", "fargate"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const logs = logGroup(this, name, {
      path: logPath,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const cluster = args.cluster ?? ownCluster(this, name, own, keyArn, tags);
    const group = workloadGroup(this, name, {
      component: "service",
      vpcId: network.vpcId,
      description: `Service ${name}`,
      reaches: args.reaches ?? [],
      ...(loadBalancer && { client: { securityGroupId: loadBalancer.securityGroupId, port } }),
      tags,
    });
    const images = [args.image, ...(traceCollectorImage === undefined ? [] : [traceCollectorImage])];
    const agent = agentRole(this, name, { location, tags, images, secrets, logPath });
    const application = applicationRole(this, name, {
      location,
      tags,
      permissions: args.permissions ?? [],
      traces: traceCollectorImage !== undefined,
    });
    const writable = volumesOf(args.writablePaths ?? []);
    const task = new aws.ecs.TaskDefinition(
      name,
      {
        family: own,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(cpu),
        memory: String(memory),
        runtimePlatform: { cpuArchitecture: args.architecture === "x86_64" ? "X86_64" : "ARM64", operatingSystemFamily: "LINUX" },
        executionRoleArn: agent.role.arn,
        taskRoleArn: application.role.arn,
        containerDefinitions: containers({
          name: "application",
          image: args.image,
          port,
          user: args.user ?? defaults.user,
          ...(args.command && { command: args.command }),
          environment: args.environment ?? {},
          secrets,
          writable,
          ...(traceCollectorImage !== undefined && { traceCollectorImage }),
          logGroup: logs.name,
          region: location.region,
        }),
        volumes: Object.keys(writable).map((volume) => ({ name: volume })),
        tags,
      },
      child,
    );
    const service = new aws.ecs.Service(
      name,
      {
        name: own,
        cluster: cluster.arn,
        taskDefinition: task.arn,
        launchType: "FARGATE",
        platformVersion: "LATEST",
        desiredCount: args.minimumTasks ?? defaults.minimumTasks,
        enableExecuteCommand: false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        deploymentCircuitBreaker: { enable: true, rollback: true },
        networkConfiguration: { assignPublicIp: false, subnets: network.privateSubnetIds, securityGroups: [group.id] },
        ...(loadBalancer && {
          healthCheckGracePeriodSeconds: args.healthCheckGraceSeconds ?? 60,
          loadBalancers: [{ targetGroupArn: loadBalancer.targetGroupArn, containerName: "application", containerPort: port }],
        }),
        tags,
      },
      // How many tasks there are, the load decides.
      { ...child, dependsOn: [...agent.policies, ...application.policies], ignoreChanges: ["desiredCount"] },
    );
    scale(this, name, {
      clusterName: cluster.name,
      serviceName: service.name,
      minimum: args.minimumTasks ?? defaults.minimumTasks,
      maximum: args.maximumTasks ?? defaults.maximumTasks,
      tags,
    });
    this.arn = service.arn;
    this.serviceName = service.name;
    this.clusterName = pulumi.output(cluster.name);
    this.roleName = application.role.name;
    this.securityGroupId = group.id;
    this.logGroupName = logs.name;
    this.keyArn = keyArn;
    this.registerOutputs({
      arn: this.arn,
      serviceName: this.serviceName,
      clusterName: this.clusterName,
      roleName: this.roleName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      keyArn: this.keyArn,
    });
  }
}
