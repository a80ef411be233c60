import {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetDeploymentCommand,
  GetDomainNamesCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
} from "@aws-sdk/client-api-gateway";
import { service } from "../call";

const apigateway = service("apigateway", (configuration) => new APIGatewayClient(configuration));

/** IAM has one permission for all that reads. Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon API Gateway Management". */
const get = "apigateway:GET";

export const apigatewayCalls = {
  restApis: apigateway.read(get, GetRestApisCommand),
  restApi: apigateway.read(get, GetRestApiCommand),
  resources: apigateway.read(get, GetResourcesCommand),
  requestValidators: apigateway.read(get, GetRequestValidatorsCommand),
  stages: apigateway.read(get, GetStagesCommand),
  deployment: apigateway.read(get, GetDeploymentCommand),
  domainNames: apigateway.read(get, GetDomainNamesCommand),
  basePathMappings: apigateway.read(get, GetBasePathMappingsCommand),
} as const;
