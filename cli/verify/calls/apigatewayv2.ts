import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from "@aws-sdk/client-apigatewayv2";
import { service } from "../call";

const apigatewayv2 = service("apigatewayv2", (configuration) => new ApiGatewayV2Client(configuration));

/** The same permission as for REST APIs. Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon API Gateway Management V2". */
const get = "apigateway:GET";

export const apigatewayv2Calls = {
  apis: apigatewayv2.read(get, GetApisCommand),
  stages: apigatewayv2.read(get, GetStagesCommand),
  routes: apigatewayv2.read(get, GetRoutesCommand),
  integrations: apigatewayv2.read(get, GetIntegrationsCommand),
  domainNames: apigatewayv2.read(get, GetDomainNamesCommand),
  apiMappings: apigatewayv2.read(get, GetApiMappingsCommand),
} as const;
