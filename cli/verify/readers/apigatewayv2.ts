import type { Api, Integration, Route, RouteSettings, Stage } from "@aws-sdk/client-apigatewayv2";
import type { ClassName } from "../../../policies/aws/kinds";
import { apigatewayv2Calls as calls } from "../calls/apigatewayv2";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";
import { functionOfIntegration } from "./api-integration-target";

const kinds = [
  "apigatewayv2.Api",
  "apigatewayv2.Stage",
  "apigatewayv2.Route",
  "apigatewayv2.Integration",
] as const satisfies readonly ClassName[];

/** HTTP and WebSocket APIs of a Region with their routes and stages. */
export const apigatewayv2Reader: ServiceReader = {
  service: "apigatewayv2",
  calls: { apis: calls.apis, stages: calls.stages, routes: calls.routes, integrations: calls.integrations },
  regional: true,
  kinds,
  read,
};

/** The most that is answered at once, which this API takes as a text. */
const page = { MaxResults: "500" };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const apis = await account.list(region, calls.apis, page, { items: ({ Items: items }) => items, next: byNextToken });
  await forEach(listed(reading, kinds, apis), (api) => readApi(reading, api));
}

/** An API as its parts name it. */
interface Owner {
  readonly urn: string;
  readonly arn: string;
  readonly id: string;
}

async function readApi(reading: Reading, { ApiId: id, Name: name, ApiEndpoint: endpoint, ...api }: Api): Promise<void> {
  if (id === undefined) return;
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:apigateway:${region}::/apis/${id}`;
  const host = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).hostname : undefined;
  const urn = found.add({
    kind: "apigatewayv2.Api",
    id: arn,
    region,
    inputs: { name, protocolType: api.ProtocolType, disableExecuteApiEndpoint: api.DisableExecuteApiEndpoint, tags: api.Tags ?? {} },
    // Distributions name an API by the host of its address.
    outputs: { arn, id, ...(host !== undefined && { domainName: host }) },
  });
  const owner = { urn, arn, id };
  const input = { ApiId: id, ...page };
  const [stages, routes, integrations] = await Promise.all([
    account.list(region, calls.stages, input, { items: ({ Items: items }) => items, next: byNextToken }),
    account.list(region, calls.routes, input, { items: ({ Items: items }) => items, next: byNextToken }),
    account.list(region, calls.integrations, input, { items: ({ Items: items }) => items, next: byNextToken }),
  ]);
  for (const stage of listed(reading, ["apigatewayv2.Stage"], stages)) readStage(reading, owner, stage);
  for (const route of listed(reading, ["apigatewayv2.Route"], routes)) readRoute(reading, owner, route);
  for (const integration of listed(reading, ["apigatewayv2.Integration"], integrations)) readIntegration(reading, owner, integration);
}

function routeSettings(settings: RouteSettings) {
  return {
    dataTraceEnabled: settings.DataTraceEnabled,
    detailedMetricsEnabled: settings.DetailedMetricsEnabled,
    loggingLevel: settings.LoggingLevel,
  };
}

function readStage({ found, region }: Reading, owner: Owner, stage: Stage): void {
  const { StageName: name, AccessLogSettings: logs, DefaultRouteSettings: byDefault, RouteSettings: ofRoutes = {} } = stage;
  if (name === undefined) return;
  const arn = `${owner.arn}/stages/${name}`;
  found.add({
    kind: "apigatewayv2.Stage",
    id: arn,
    region,
    inputs: {
      name,
      apiId: owner.id,
      accessLogSettings: logs && { destinationArn: logs.DestinationArn, format: logs.Format },
      defaultRouteSettings: byDefault && routeSettings(byDefault),
      routeSettings: Object.entries(ofRoutes).map(([routeKey, settings]) => ({ routeKey, ...routeSettings(settings) })),
      stageVariables: stage.StageVariables,
      tags: stage.Tags ?? {},
    },
    outputs: { arn, id: name },
    refersTo: { apiId: owner.urn },
  });
}

function readRoute({ found, region }: Reading, owner: Owner, route: Route): void {
  const { RouteId: id, RouteKey: routeKey } = route;
  if (id === undefined) return;
  found.add({
    kind: "apigatewayv2.Route",
    id: `${owner.arn}/routes/${id}`,
    region,
    inputs: {
      apiId: owner.id,
      routeKey,
      authorizationType: route.AuthorizationType,
      authorizerId: route.AuthorizerId,
      apiKeyRequired: route.ApiKeyRequired,
      target: route.Target,
    },
    outputs: { id },
    refersTo: { apiId: owner.urn },
  });
}

function readIntegration({ found, region }: Reading, owner: Owner, integration: Integration): void {
  const { IntegrationId: id, IntegrationUri: integrationUri, TlsConfig: tls } = integration;
  if (id === undefined) return;
  const lambda = functionOfIntegration(found, integrationUri);
  found.add({
    kind: "apigatewayv2.Integration",
    id: `${owner.arn}/integrations/${id}`,
    region,
    inputs: {
      apiId: owner.id,
      integrationType: integration.IntegrationType,
      integrationSubtype: integration.IntegrationSubtype,
      integrationUri,
      connectionType: integration.ConnectionType,
      connectionId: integration.ConnectionId,
      requestParameters: integration.RequestParameters,
      tlsConfig: tls && { serverNameToVerify: tls.ServerNameToVerify },
    },
    outputs: { id },
    refersTo: { apiId: owner.urn, ...(lambda !== undefined && { integrationUri: lambda }) },
  });
}
