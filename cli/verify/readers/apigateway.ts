import type { Integration, Method, Resource, RestApi, Stage } from "@aws-sdk/client-api-gateway";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import { apigatewayCalls as calls } from "../calls/apigateway";
import { part } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";
import { functionOfIntegration } from "./api-integration-target";

const methodKinds = ["apigateway.Method", "apigateway.Integration"] as const satisfies readonly ClassName[];
const stageKinds = ["apigateway.Stage", "apigateway.MethodSettings"] as const satisfies readonly ClassName[];
const apiKinds = [
  "apigateway.RestApi",
  "apigateway.RequestValidator",
  ...methodKinds,
  ...stageKinds,
] as const satisfies readonly ClassName[];

/** REST APIs of a Region with their methods, validators and stages; their policies are inline. Domain names have a reader of their own. */
export const apigatewayReader: ServiceReader = {
  service: "apigateway",
  calls: {
    restApis: calls.restApis,
    restApi: calls.restApi,
    resources: calls.resources,
    requestValidators: calls.requestValidators,
    stages: calls.stages,
    deployment: calls.deployment,
  },
  regional: true,
  kinds: [...apiKinds, "apigateway.RestApiPolicy"],
  read,
};

/** The most that API Gateway answers at once. Source: Amazon API Gateway API Reference, GetRestApis. */
const limit = 500;

const next = ({ position }: { readonly position?: string | undefined }) =>
  position === undefined || position === "" ? undefined : { position };

/** An API as its parts name it. */
interface Api {
  readonly urn: string;
  readonly arn: string;
  readonly id: string;
}

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const apis = await account.list(region, calls.restApis, { limit }, { items: (page) => page.items, next });
  await forEach(listed(reading, apiKinds, apis), async ({ id, name }) => {
    if (id !== undefined) await readApi(reading, id, name);
  });
}

async function readApi(reading: Reading, id: string, name: string | undefined): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:apigateway:${region}::/restapis/${id}`;
  const described = await account.ask(region, calls.restApi, { restApiId: id }, ["NotFoundException"]);
  if (described.state === "absent") return;
  const said = <Part>(select: (api: RestApi) => Part): Part | Unknown | undefined => part(described, select);
  const urn = found.add({
    kind: "apigateway.RestApi",
    id: arn,
    region,
    inputs: {
      name,
      disableExecuteApiEndpoint: said(({ disableExecuteApiEndpoint: disabled }) => disabled),
      endpointConfiguration: said(({ endpointConfiguration: endpoint }) => ({
        types: endpoint?.types?.join(","),
        vpcEndpointIds: endpoint?.vpcEndpointIds,
      })),
      policy: said(({ policy }) => unescaped(policy)),
      securityPolicy: said(({ securityPolicy }) => securityPolicy),
      tags: said(({ tags }) => tags ?? {}),
    },
    // Distributions name an API by the host of its address.
    outputs: {
      arn,
      id,
      domainName: `${id}.execute-api.${region}.${account.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`,
    },
    answers: [described],
  });
  const api = { urn, arn, id };
  const [resources, stages] = await Promise.all([
    account.list(region, calls.resources, { restApiId: id, embed: ["methods"], limit }, { items: (page) => page.items, next }),
    account.ask(region, calls.stages, { restApiId: id }, ["NotFoundException"]),
    readValidators(reading, api),
  ]);
  const designed = listed(reading, methodKinds, resources);
  for (const resource of designed) readResource(reading, api, resource);
  const listedStages =
    stages.state === "absent"
      ? []
      : listed(reading, stageKinds, stages.state === "read" ? { ...stages, value: stages.value.item ?? [] } : stages);
  for (const stage of listedStages) readStage(reading, api, stage);
  await readDeployed(reading, api, listedStages, designed);
}

/** API Gateway answers the policy as the inside of a text of JSON, with a backslash before each quotation mark: `{\\"Version\\":...`. */
function unescaped(policy: string | undefined): string | undefined {
  if (policy === undefined || policy === "") return undefined;
  const inside = parsed(`"${policy}"`);
  return parsed(policy) === undefined && typeof inside === "string" ? inside : policy;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function readValidators(reading: Reading, api: Api): Promise<void> {
  const { account, region, found } = reading;
  const validators = await account.list(
    region,
    calls.requestValidators,
    { restApiId: api.id, limit },
    { items: (page) => page.items, next },
  );
  for (const validator of listed(reading, ["apigateway.RequestValidator"], validators)) {
    const { id, name } = validator;
    if (id === undefined) continue;
    found.add({
      kind: "apigateway.RequestValidator",
      id: `${api.arn}/requestvalidators/${id}`,
      region,
      inputs: {
        name,
        restApi: api.id,
        validateRequestBody: validator.validateRequestBody,
        validateRequestParameters: validator.validateRequestParameters,
      },
      outputs: { id },
      refersTo: { restApi: api.urn },
    });
  }
}

function readResource(reading: Reading, api: Api, { id: resourceId, resourceMethods: methods = {} }: Resource): void {
  if (resourceId === undefined) return;
  const { found, region } = reading;
  for (const [httpMethod, method] of Object.entries(methods)) {
    const id = `${api.arn}/resources/${resourceId}/methods/${httpMethod}`;
    const at = { restApi: api.id, resourceId, httpMethod };
    const validator = method.requestValidatorId;
    found.add({
      kind: "apigateway.Method",
      id,
      region,
      inputs: { ...at, ...methodInputs(method), requestValidatorId: validator },
      refersTo: {
        restApi: api.urn,
        ...(validator !== undefined && {
          requestValidatorId: found.urnOf("apigateway.RequestValidator", `${api.arn}/requestvalidators/${validator}`),
        }),
      },
    });
    if (method.methodIntegration) readIntegration(reading, api, { ...at, id }, method.methodIntegration);
  }
}

function methodInputs({ authorizationType: authorization, authorizerId, apiKeyRequired }: Method) {
  return { authorization, authorizerId, apiKeyRequired };
}

function readIntegration(
  { found, region }: Reading,
  api: Api,
  { id, ...at }: { readonly id: string; readonly restApi: string; readonly resourceId: string; readonly httpMethod: string },
  { type, uri, connectionType, connectionId, tlsConfig }: Integration,
): void {
  const lambda = functionOfIntegration(found, uri);
  found.add({
    kind: "apigateway.Integration",
    id,
    region,
    inputs: {
      ...at,
      type,
      uri,
      connectionType,
      connectionId,
      tlsConfig: tlsConfig && { insecureSkipVerification: tlsConfig.insecureSkipVerification },
    },
    refersTo: { restApi: api.urn, ...(lambda !== undefined && { uri: lambda }) },
  });
}

function readStage({ found, region }: Reading, api: Api, stage: Stage): void {
  const { stageName, methodSettings = {}, accessLogSettings: logs } = stage;
  if (stageName === undefined) return;
  const arn = `${api.arn}/stages/${stageName}`;
  const urn = found.add({
    kind: "apigateway.Stage",
    id: arn,
    region,
    inputs: {
      restApi: api.id,
      stageName,
      accessLogSettings: logs && { destinationArn: logs.destinationArn, format: logs.format },
      cacheClusterEnabled: stage.cacheClusterEnabled,
      clientCertificateId: stage.clientCertificateId,
      variables: stage.variables,
      xrayTracingEnabled: stage.tracingEnabled,
      tags: stage.tags ?? {},
    },
    outputs: { arn, id: `ags-${api.id}-${stageName}` },
    refersTo: { restApi: api.urn },
  });
  for (const [methodPath, settings] of Object.entries(methodSettings))
    found.add({
      kind: "apigateway.MethodSettings",
      id: `${arn}/${methodPath}`,
      region,
      inputs: {
        restApi: api.id,
        stageName,
        methodPath,
        settings: {
          loggingLevel: settings.loggingLevel,
          dataTraceEnabled: settings.dataTraceEnabled,
          metricsEnabled: settings.metricsEnabled,
          cachingEnabled: settings.cachingEnabled,
          cacheDataEncrypted: settings.cacheDataEncrypted,
        },
      },
      refersTo: { restApi: api.urn, stageName: urn },
    });
}

/**
 * Methods that a stage serves by another authorization than the API now says: a change of the API comes to a stage only when it is deployed there.
 * Source: Amazon API Gateway Developer Guide, "Deploy REST APIs in API Gateway"; API Reference, GetDeployment, `apiSummary`.
 */
async function readDeployed(reading: Reading, api: Api, stages: readonly Stage[], designed: readonly Resource[]): Promise<void> {
  const { account, region, found } = reading;
  const now = new Map(
    designed.flatMap(({ path = "", resourceMethods: methods = {} }) =>
      Object.entries(methods).map(([method, { authorizationType: authorization }]) => [`${path} ${method}`, authorization] as const),
    ),
  );
  const deployments = new Set(
    stages.flatMap(({ deploymentId, canarySettings: canary }) => [deploymentId ?? [], canary?.deploymentId ?? []].flat()),
  );
  await forEach([...deployments], async (deploymentId) => {
    const answer = await account.ask(region, calls.deployment, { restApiId: api.id, deploymentId, embed: ["apisummary"] }, [
      "NotFoundException",
    ]);
    if (answer.state === "absent") return;
    const summaries = listed(
      reading,
      ["apigateway.Method"],
      answer.state === "read" ? { ...answer, value: Object.entries(answer.value.apiSummary ?? {}) } : answer,
    );
    for (const [path, methods] of summaries) {
      for (const [httpMethod, { authorizationType: authorization }] of Object.entries(methods)) {
        if (now.get(`${path} ${httpMethod}`) === authorization) continue;
        found.add({
          kind: "apigateway.Method",
          id: `${api.arn}/deployments/${deploymentId}/methods/${httpMethod}${path}`,
          region,
          inputs: { restApi: api.id, httpMethod, authorization, requestValidatorId: UNKNOWN },
          refersTo: { restApi: api.urn },
        });
      }
    }
  });
}
