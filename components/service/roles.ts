import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { arn, type Location } from "../foundation/location";
import { type Permission, permissionStatements, secretStatements } from "../foundation/permissions";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, type Statement, trustOfService } from "../foundation/policy-document";

/** A role, and the policies that have to be there before tasks take it. */
export interface TaskRole {
  readonly role: aws.iam.Role;
  readonly policies: readonly pulumi.Resource[];
}

export interface RoleSettings {
  readonly location: Location;
  readonly tags: Tags;
}

export interface AgentSettings extends RoleSettings {
  readonly images: readonly pulumi.Input<string>[];
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  readonly logPath: string;
}

/** The role with which ECS starts a task: it pulls these images, hands over these secrets and writes this log, and nothing else. */
export function agentRole(parent: pulumi.ComponentResource, name: string, settings: AgentSettings): TaskRole {
  const { location, images, secrets, logPath } = settings;
  return taskRole(parent, `${name}-agent`, settings, [
    {
      Sid: "PullImages",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: images.map((image) => repositoryArn(image, location)),
    },
    { Sid: "SignInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    ...secretStatements(secrets, location),
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arn(location, "logs", `log-group:${logPath}:*`),
    },
  ]);
}

export interface ApplicationSettings extends RoleSettings {
  readonly permissions: readonly Permission[];
  readonly traces: boolean;
}

/** The role of the application: what it asked for. 45 CFR 164.312(a)(1), 164.308(a)(4)(ii)(B). */
export function applicationRole(parent: pulumi.ComponentResource, name: string, settings: ApplicationSettings): TaskRole {
  // X-Ray knows no resources.
  const trace: Statement = { Sid: "Trace", Effect: "Allow", Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: "*" };
  return taskRole(parent, `${name}-application`, settings, [
    ...permissionStatements(settings.permissions, settings.location),
    ...(settings.traces ? [trace] : []),
  ]);
}

function taskRole(
  parent: pulumi.ComponentResource,
  name: string,
  { location, tags }: RoleSettings,
  statements: readonly Statement[],
): TaskRole {
  const role = new aws.iam.Role(
    name,
    { name: physicalName(name, 64), assumeRolePolicy: trustOfService(location, "ecs-tasks"), tags },
    { parent, deleteBeforeReplace: true },
  );
  if (statements.length === 0) return { role, policies: [] };
  return { role, policies: [new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(statements) }, { parent })] };
}

/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/clinic/portal:1.0` -> the ARN of `clinic/portal`, in the account and Region of its registry. */
function repositoryArn(image: pulumi.Input<string>, location: Location): pulumi.Output<string> {
  return pulumi.all([image, location.partition]).apply(([text, partition]) => {
    const found = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/.exec(text);
    return `arn:${partition}:ecr:${found?.[2] ?? ""}:${found?.[1] ?? ""}:repository/${found?.[3] ?? ""}`;
  });
}
