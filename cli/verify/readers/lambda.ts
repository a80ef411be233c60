import type { EventSourceMappingConfiguration, FunctionConfiguration, FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { lambdaCalls as calls } from "../calls/lambda";
import { part } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";
import { grantsOf, unreadGrant } from "./lambda-permissions";

const ofFunctions = [
  "lambda.Function",
  "lambda.Alias",
  "lambda.FunctionEventInvokeConfig",
  "lambda.FunctionUrl",
  "lambda.Permission",
] as const satisfies readonly ClassName[];
const others = [
  "lambda.CodeSigningConfig",
  "lambda.EventSourceMapping",
  "lambda.LayerVersionPermission",
] as const satisfies readonly ClassName[];

/**
 * Functions of a Region as they are now, with their aliases, URLs and destinations, and the policies of the function, of each version and of each
 * alias; event source mappings, code-signing configurations, and who may use the layers.
 */
export const lambdaReader: ServiceReader = { service: "lambda", calls, regional: true, kinds: [...ofFunctions, ...others], read };

const next = ({ NextMarker: marker }: { readonly NextMarker?: string | undefined }) =>
  marker === undefined || marker === "" ? undefined : { Marker: marker };

/** What Lambda answers for what somebody deleted meanwhile, and for a policy that is not there. */
const absentCodes = ["ResourceNotFoundException"];

async function read(reading: Reading): Promise<void> {
  await Promise.all([readFunctions(reading), readEventSourceMappings(reading), readCodeSigningConfigs(reading), readLayers(reading)]);
}

const latest = "$LATEST";

async function readFunctions(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const answer = await account.list(region, calls.functions, { FunctionVersion: "ALL" }, { items: (page) => page.Functions, next });
  const all = listed(reading, ofFunctions, answer);
  const versions = new Map<string, string[]>();
  for (const { FunctionName: name, Version: version } of all) {
    if (name === undefined || version === undefined || version === latest) continue;
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  // A copy that Lambda@Edge made in this Region is its function's in another.
  const own = all.filter(({ Version: version, MasterArn: master }) => version === latest && (master === undefined || master === ""));
  await forEach(own, (lambda) => readFunction(reading, lambda, versions.get(lambda.FunctionName ?? "") ?? []));
}

interface Owner {
  readonly urn: string;
  readonly arn: string;
  readonly name: string;
}

async function readFunction(reading: Reading, lambda: FunctionConfiguration, versions: readonly string[]): Promise<void> {
  const { account, region, found } = reading;
  const { FunctionName: name, Environment: environment, VpcConfig: network } = lambda;
  if (name === undefined) return;
  const arn = `arn:${account.partition}:lambda:${region}:${account.id}:function:${name}`;
  const input = { FunctionName: name };
  const isImage = lambda.PackageType === "Image";
  const [tags, concurrency, signing] = await Promise.all([
    account.ask(region, calls.functionTags, { Resource: arn }, absentCodes),
    account.ask(region, calls.functionConcurrency, input, absentCodes),
    // Lambda answers an error for container images, whose code it does not sign.
    isImage ? undefined : account.ask(region, calls.functionCodeSigning, input, absentCodes),
  ]);
  const subnets = network?.SubnetIds ?? [];
  const [files] = lambda.FileSystemConfigs ?? [];
  const logGroup = lambda.LoggingConfig?.LogGroup;
  const variables = environment?.Variables;
  const urn = found.add({
    kind: "lambda.Function",
    id: arn,
    region,
    inputs: {
      name,
      role: lambda.Role,
      runtime: lambda.Runtime,
      packageType: lambda.PackageType,
      kmsKeyArn: lambda.KMSKeyArn === "" ? undefined : lambda.KMSKeyArn,
      // Where the caller may not use the key, the answer holds an error in place of the variables.
      environment: environment?.Error ? { variables: UNKNOWN } : variables && { variables },
      vpcConfig: subnets.length === 0 ? undefined : { subnetIds: subnets, securityGroupIds: network?.SecurityGroupIds },
      deadLetterConfig: lambda.DeadLetterConfig?.TargetArn === undefined ? undefined : { targetArn: lambda.DeadLetterConfig.TargetArn },
      tracingConfig: { mode: lambda.TracingConfig?.Mode },
      fileSystemConfig: files && { arn: files.Arn, localMountPath: files.LocalMountPath },
      loggingConfig: logGroup === undefined ? undefined : { logGroup, logFormat: lambda.LoggingConfig?.LogFormat },
      capacityProviderConfig: capacityProvider(lambda),
      codeSigningConfigArn: signing && part(signing, ({ CodeSigningConfigArn: config }) => config),
      reservedConcurrentExecutions: part(concurrency, ({ ReservedConcurrentExecutions: reserved }) => reserved),
      tags: part(tags, ({ Tags: map }) => map ?? {}),
    },
    outputs: { arn, id: name, name },
    answers: [tags, concurrency, ...(signing ? [signing] : [])],
  });
  await readParts(reading, { urn, arn, name }, versions);
}

function capacityProvider({ CapacityProviderConfig: config }: FunctionConfiguration) {
  const provider = config?.LambdaManagedInstancesCapacityProviderConfig;
  return provider && { lambdaManagedInstancesCapacityProviderConfig: { capacityProviderArn: provider.CapacityProviderArn } };
}

/** The qualifier behind a function's ARN: a version, an alias, or nothing. */
function qualifierOf(arn: string | undefined, owner: Owner): string | undefined {
  const rest = arn?.startsWith(`${owner.arn}:`) === true ? arn.slice(owner.arn.length + 1) : undefined;
  return rest === latest ? undefined : rest;
}

async function readParts(reading: Reading, owner: Owner, versions: readonly string[]): Promise<void> {
  const { account, region, found } = reading;
  const input = { FunctionName: owner.name };
  const [aliases, urls, invokes] = await Promise.all([
    account.list(region, calls.functionAliases, input, { items: (page) => page.Aliases, next }),
    account.list(region, calls.functionUrls, input, { items: (page) => page.FunctionUrlConfigs, next }),
    account.list(region, calls.functionEventInvokeConfigs, input, { items: (page) => page.FunctionEventInvokeConfigs, next }),
  ]);
  const names: string[] = [];
  // Without the aliases, their policies cannot be asked for either.
  for (const { Name: name, AliasArn: arn, FunctionVersion: functionVersion } of listed(
    reading,
    ["lambda.Alias", "lambda.Permission"],
    aliases,
  )) {
    if (name === undefined || arn === undefined) continue;
    names.push(name);
    found.add({
      kind: "lambda.Alias",
      id: arn,
      region,
      inputs: { name, functionName: owner.name, functionVersion },
      outputs: { arn, id: arn },
      refersTo: { functionName: owner.urn },
    });
  }
  for (const url of listed(reading, ["lambda.FunctionUrl"], urls)) {
    const { FunctionUrl: address, FunctionArn: at } = url;
    const host = address === undefined ? undefined : hostOf(address);
    found.add({
      kind: "lambda.FunctionUrl",
      id: at ?? owner.arn,
      region,
      inputs: { functionName: owner.name, qualifier: qualifierOf(at, owner), authorizationType: url.AuthType },
      outputs: { id: at ?? owner.arn, ...(host !== undefined && { domainName: host }) },
      refersTo: { functionName: owner.urn },
    });
  }
  for (const invoke of listed(reading, ["lambda.FunctionEventInvokeConfig"], invokes)) readEventInvokeConfig(reading, owner, invoke);
  await forEach([undefined, ...versions, ...names], (qualifier) => readPolicy(reading, owner, qualifier));
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

function readEventInvokeConfig({ found, region }: Reading, owner: Owner, config: FunctionEventInvokeConfig): void {
  const { FunctionArn: at, DestinationConfig: destinations } = config;
  const failed = destinations?.OnFailure?.Destination;
  const done = destinations?.OnSuccess?.Destination;
  found.add({
    kind: "lambda.FunctionEventInvokeConfig",
    id: at ?? owner.arn,
    region,
    inputs: {
      functionName: owner.name,
      qualifier: qualifierOf(at, owner),
      destinationConfig: {
        onFailure: failed === undefined ? undefined : { destination: failed },
        onSuccess: done === undefined ? undefined : { destination: done },
      },
    },
    refersTo: { functionName: owner.urn },
  });
}

async function readPolicy({ account, region, found }: Reading, owner: Owner, qualifier: string | undefined): Promise<void> {
  const policy = await account.ask(
    region,
    calls.functionPolicy,
    { FunctionName: owner.name, ...(qualifier !== undefined && { Qualifier: qualifier }) },
    absentCodes,
  );
  if (policy.state === "absent") return;
  const at = qualifier === undefined ? owner.arn : `${owner.arn}:${qualifier}`;
  const grants = policy.state === "read" ? grantsOf(policy.value.Policy) : [unreadGrant];
  for (const [index, grant] of grants.entries())
    found.add({
      kind: "lambda.Permission",
      id: `${at}/${index}`,
      region,
      inputs: { function: owner.name, qualifier, ...grant },
      refersTo: { function: owner.urn },
      answers: [policy],
      mayBeAbsent: policy.state === "unread",
    });
}

async function readEventSourceMappings(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const mappings = await account.list(region, calls.eventSourceMappings, {}, { items: (page) => page.EventSourceMappings, next });
  for (const mapping of listed(reading, ["lambda.EventSourceMapping"], mappings)) readEventSourceMapping(reading, mapping);
}

function readEventSourceMapping({ account, found, region }: Reading, mapping: EventSourceMappingConfiguration): void {
  const { UUID: id, FunctionArn: lambda, EventSourceArn: eventSourceArn, DestinationConfig: destinations } = mapping;
  if (id === undefined) return;
  const failed = destinations?.OnFailure?.Destination;
  const target = lambda === undefined ? undefined : invoked(found, lambda);
  found.add({
    kind: "lambda.EventSourceMapping",
    id: `arn:${account.partition}:lambda:${region}:${account.id}:event-source-mapping:${id}`,
    region,
    inputs: {
      functionName: lambda,
      eventSourceArn,
      destinationConfig: failed === undefined ? undefined : { onFailure: { destinationArn: failed } },
    },
    outputs: { id },
    ...(target !== undefined && { refersTo: { functionName: target } }),
  });
}

/** The function or the alias that an ARN means; a version is its function. Source: AWS Lambda Developer Guide, "Manage Lambda function versions". */
export function invoked(found: Reading["found"], arn: string): string | undefined {
  const parts = /^(arn:[^:]+:lambda:[^:]+:\d+:function:[^:]+)(?::([^:]+))?$/.exec(arn);
  const [, lambda, qualifier] = parts ?? [];
  if (lambda === undefined) return undefined;
  const isAlias = qualifier !== undefined && qualifier !== latest && !/^\d+$/.test(qualifier);
  return isAlias ? found.urnOf("lambda.Alias", arn) : found.urnOf("lambda.Function", lambda);
}

async function readCodeSigningConfigs(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const configs = await account.list(region, calls.codeSigningConfigs, {}, { items: (page) => page.CodeSigningConfigs, next });
  for (const { CodeSigningConfigArn: arn, CodeSigningPolicies: policies } of listed(reading, ["lambda.CodeSigningConfig"], configs)) {
    if (arn === undefined) continue;
    found.add({
      kind: "lambda.CodeSigningConfig",
      id: arn,
      region,
      inputs: { policies: { untrustedArtifactOnDeployment: policies?.UntrustedArtifactOnDeployment } },
      outputs: { arn, id: arn },
    });
  }
}

async function readLayers(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const kind = ["lambda.LayerVersionPermission"] as const;
  const layers = await account.list(region, calls.layers, {}, { items: (page) => page.Layers, next });
  await forEach(listed(reading, kind, layers), async ({ LayerName: name, LayerArn: arn }) => {
    if (name === undefined || arn === undefined) return;
    const versions = await account.list(region, calls.layerVersions, { LayerName: name }, { items: (page) => page.LayerVersions, next });
    await forEach(listed(reading, kind, versions), async ({ Version: version }) => {
      if (version !== undefined) await readLayerPolicy(reading, arn, name, version);
    });
  });
}

async function readLayerPolicy({ account, region, found }: Reading, layerArn: string, layerName: string, version: number): Promise<void> {
  const policy: Answer<{ readonly Policy?: string | undefined }> = await account.ask(
    region,
    calls.layerVersionPolicy,
    { LayerName: layerName, VersionNumber: version },
    absentCodes,
  );
  if (policy.state === "absent") return;
  const grants = policy.state === "read" ? grantsOf(policy.value.Policy) : [unreadGrant];
  for (const [index, { principal, action, principalOrgId, sourceArn }] of grants.entries())
    found.add({
      kind: "lambda.LayerVersionPermission",
      id: `${layerArn}:${version}/${index}`,
      region,
      inputs: {
        layerName,
        versionNumber: version,
        principal,
        action,
        // Where a condition was not understood, whether it names an organization is open.
        organizationId: principalOrgId ?? (sourceArn === UNKNOWN ? UNKNOWN : undefined),
      },
      answers: [policy],
      mayBeAbsent: policy.state === "unread",
    });
}
