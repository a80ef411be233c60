import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { pascal } from "../shape";

const lambda = service((configuration) => new LambdaClient(configuration));

type FunctionInputs = PropertiesOf<"lambda.Function">;

const configurationOf = ({ inputs }: Making<FunctionInputs>) => ({
  FunctionName: inputs.name,
  Role: inputs.role,
  Timeout: inputs.timeout,
  MemorySize: inputs.memorySize,
  KMSKeyArn: inputs.kmsKeyArn,
  Environment: inputs.environment && { Variables: Object.values(inputs.environment)[0] },
  DeadLetterConfig: pascal(inputs.deadLetterConfig),
  TracingConfig: pascal(inputs.tracingConfig),
  LoggingConfig: pascal(inputs.loggingConfig),
  VpcConfig: pascal(inputs.vpcConfig),
});

const lambdaFunction = emulated("lambda.Function", {
  async create(making) {
    const { inputs } = making;
    if (inputs.imageUri === undefined) throw new Error("the emulator mode makes functions from container images only");
    const made = await lambda(making, CreateFunctionCommand, {
      ...configurationOf(making),
      PackageType: "Image",
      Code: { ImageUri: inputs.imageUri },
      Architectures: inputs.architectures,
      Tags: making.tags,
    });
    if (inputs.reservedConcurrentExecutions !== undefined)
      await lambda(making, PutFunctionConcurrencyCommand, {
        FunctionName: inputs.name,
        ReservedConcurrentExecutions: inputs.reservedConcurrentExecutions,
      });
    return { id: inputs.name ?? "", outputs: { arn: made.FunctionArn, version: made.Version } };
  },
  async read(standing) {
    const found = await lambda(standing, GetFunctionConfigurationCommand, { FunctionName: standing.id });
    return { kmsKeyArn: found.KMSKeyArn ?? null, timeout: found.Timeout };
  },
  update: (standing) => lambda(standing, UpdateFunctionConfigurationCommand, configurationOf(standing)),
  delete: (standing) => lambda(standing, DeleteFunctionCommand, { FunctionName: standing.id }),
});

const eventSourceMapping = emulated("lambda.EventSourceMapping", {
  async create(making) {
    const { eventSourceArn, functionName, batchSize } = making.inputs;
    const { UUID: id, EventSourceMappingArn: arn } = await lambda(making, CreateEventSourceMappingCommand, {
      EventSourceArn: eventSourceArn,
      FunctionName: functionName,
      BatchSize: batchSize,
    });
    return { id: id ?? "", outputs: { uuid: id, arn } };
  },
  async read(standing) {
    await lambda(standing, GetEventSourceMappingCommand, { UUID: standing.id });
    return {};
  },
  delete: (standing) => lambda(standing, DeleteEventSourceMappingCommand, { UUID: standing.id }),
});

export const lambdaKinds = [lambdaFunction, eventSourceMapping];
