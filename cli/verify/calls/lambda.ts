import {
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConcurrencyCommand,
  GetLayerVersionPolicyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListCodeSigningConfigsCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  ListTagsCommand,
} from "@aws-sdk/client-lambda";
import { service } from "../call";

const lambda = service("lambda", (configuration) => new LambdaClient(configuration));

export const lambdaCalls = {
  functions: lambda.read("lambda:ListFunctions", ListFunctionsCommand),
  functionTags: lambda.read("lambda:ListTags", ListTagsCommand),
  functionPolicy: lambda.read("lambda:GetPolicy", GetPolicyCommand),
  functionAliases: lambda.read("lambda:ListAliases", ListAliasesCommand),
  functionUrls: lambda.read("lambda:ListFunctionUrlConfigs", ListFunctionUrlConfigsCommand),
  functionEventInvokeConfigs: lambda.read("lambda:ListFunctionEventInvokeConfigs", ListFunctionEventInvokeConfigsCommand),
  functionConcurrency: lambda.read("lambda:GetFunctionConcurrency", GetFunctionConcurrencyCommand),
  functionCodeSigning: lambda.read("lambda:GetFunctionCodeSigningConfig", GetFunctionCodeSigningConfigCommand),
  codeSigningConfigs: lambda.read("lambda:ListCodeSigningConfigs", ListCodeSigningConfigsCommand),
  eventSourceMappings: lambda.read("lambda:ListEventSourceMappings", ListEventSourceMappingsCommand),
  layers: lambda.read("lambda:ListLayers", ListLayersCommand),
  layerVersions: lambda.read("lambda:ListLayerVersions", ListLayerVersionsCommand),
  layerVersionPolicy: lambda.read("lambda:GetLayerVersionPolicy", GetLayerVersionPolicyCommand),
} as const;
