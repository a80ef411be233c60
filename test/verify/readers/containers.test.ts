// ECR and ECS of a live account: images, registries, clusters, services and the task definitions that run.
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateRepositoryCommand,
  ECRClient,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutRegistryPolicyCommand,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
} from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { accountId, credentials, region } from "../clinic-account";
import { failuresOf, verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so containers are not tested against moto\n");

(python ? describe : describe.skip)("containers, against moto", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
  afterEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" }));
  const shared = () => ({ endpoint: moto.endpoint, region, credentials });
  const verified = async () => (await verifyLive(moto.endpoint)).run;
  const letIn = (Principal: object | string, more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "read", Effect: "Allow", Principal, Action: "ecr:BatchGetImage", ...more }],
    });

  test("repositories with nothing set, public ones, and what mends them", async () => {
    const ecr = new ECRClient(shared());
    const key = (await new KMSClient(shared()).send(new CreateKeyCommand({}))).KeyMetadata?.Arn;
    await ecr.send(new CreateRepositoryCommand({ repositoryName: "portal" }));
    await ecr.send(
      new CreateRepositoryCommand({
        repositoryName: "records",
        encryptionConfiguration: { encryptionType: "KMS", kmsKey: key },
        tags: [{ Key: "DataClassification", Value: "ephi" }],
      }),
    );
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "records", policyText: letIn("*") }));
    await ecr.send(new PutRegistryPolicyCommand({ policyText: letIn("*", { Action: "ecr:ReplicateImage", Resource: "*" }) }));
    const before = await verified();
    const portal = `ecr/repository:Repository::arn:aws:ecr:${region}:${accountId}:repository/portal`;
    const records = portal.replace(/portal$/, "records");
    expect(failuresOf(before, portal)).toEqual(["ecr-immutable-tags", "ecr-kms", "ecr-scan", "ephi-classification-tag"]);
    expect(failuresOf(before, records)).toEqual(["ecr-immutable-tags", "ecr-scan"]);
    expect(verdictOn(before, "ecr-not-public", `RepositoryPolicy::${records.split("::")[1]}`)).toBe("fail");
    expect(verdictOn(before, "ecr-not-public", `RegistryPolicy::${accountId}/${region}`)).toBe("fail");

    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "records", policyText: letIn({ AWS: "444455556666" }) }));
    await ecr.send(new PutImageTagMutabilityCommand({ repositoryName: "records", imageTagMutability: "IMMUTABLE" }));
    await ecr.send(
      new PutImageScanningConfigurationCommand({ repositoryName: "records", imageScanningConfiguration: { scanOnPush: true } }),
    );
    await ecr.send(
      new PutRegistryScanningConfigurationCommand({
        scanType: "BASIC",
        rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "por*", filterType: "WILDCARD" }] }],
      }),
    );
    const after = await verified();
    expect(failuresOf(after, records)).toEqual([]);
    expect(verdictOn(after, "ecr-scan", portal)).toBe("pass");
    expect(verdictOn(after, "ecr-not-public", `RepositoryPolicy::${records.split("::")[1]}`)).toBe("pass");
  });

  test("services and task definitions, the latest ones and those that still run", async () => {
    const ecs = new ECSClient(shared());
    await ecs.send(new CreateClusterCommand({ clusterName: "clinic" }));
    const ec2 = new EC2Client(shared());
    const [subnet] = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];
    const [group] = (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [];
    const networkOf = (assignPublicIp: "ENABLED" | "DISABLED") => ({
      awsvpcConfiguration: { subnets: [subnet?.SubnetId ?? ""], securityGroups: [group?.GroupId ?? ""], assignPublicIp },
    });
    const secret = [{ name: "DB_PASSWORD", value: "hunter2" }];
    const logged = { logDriver: "awslogs" as const, options: { "awslogs-group": "portal" } };
    const register = async (family: string, container: object, more: Partial<RegisterTaskDefinitionCommandInput> = {}) => {
      const containerDefinitions = [{ name: "application", image: "portal", memory: 128, ...container }];
      const made = await ecs.send(new RegisterTaskDefinitionCommand({ family, containerDefinitions, networkMode: "awsvpc", ...more }));
      return made.taskDefinition?.taskDefinitionArn ?? "";
    };
    const compliant = { readonlyRootFilesystem: true, logConfiguration: logged };
    const history = await register("portal", { environment: secret });
    const running = await register("portal", { environment: secret, privileged: true });
    const latest = await register("portal", compliant, {
      volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "DISABLED" } }],
    });
    const serve = {
      cluster: "clinic",
      serviceName: "portal",
      taskDefinition: running,
      desiredCount: 1,
      launchType: "FARGATE" as const,
      networkConfiguration: networkOf("ENABLED"),
    };
    await ecs.send(new CreateServiceCommand(serve));
    const { run, found } = await verifyLive(moto.endpoint);
    const definitions = found.resources.filter(({ type }) => type.endsWith(":TaskDefinition")).map(({ name }) => name);
    expect(definitions.sort()).toEqual([running, latest].sort());
    expect(definitions).not.toContain(history);
    expect(failuresOf(run, running)).toEqual(["ecs-container-logging", "ecs-container-hardening", "ecs-no-plain-secrets"].sort());
    expect(failuresOf(run, latest)).toEqual(["ecs-efs-transit-encryption"]);
    const service = "service/clinic/portal";
    expect(verdictOn(run, "ecs-no-public-ip", service)).toBe("fail");
    // Evidence shows no value of an environment.
    expect(JSON.stringify(run)).not.toContain("hunter2");

    await ecs.send(
      new UpdateServiceCommand({
        cluster: "clinic",
        service: "portal",
        taskDefinition: latest,
        networkConfiguration: networkOf("DISABLED"),
      }),
    );
    const after = await verified();
    expect(verdictOn(after, "ecs-no-public-ip", service)).toBe("pass");
  });
});
