// The provider as the engine sees it: the gRPC service of pulumirpc.ResourceProvider, each method handed to the file that does it.
import { type handleUnaryCall, type ServerUnaryCall, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckFailure as CheckFailureMessage,
  CheckRequest,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  GetSchemaResponse,
  InvokeResponse,
  ProviderHandshakeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { NameProposal } from "./autonaming";
import { type CheckFailure, checkInputs, unknownTypeReason } from "./check";
import { completeInputs } from "./complete-inputs";
import { type Configuration, checkConfiguration, defaultRegion, readConfiguration } from "./configuration";
import { diffInputs, sameValue } from "./diff";
import type { EmulatorMode } from "./emulator";
import { emulatorVariable } from "./emulator/endpoint";
import type { EngineLog } from "./engine-log";
import { invoke } from "./invokes";
import { createdOutputs, previewedOutputs, readOutputs, updatedOutputs } from "./outputs";
import { fromStruct, toStruct } from "./property-values";
import { awsVersion, type ResourceType, resourceType } from "./schema";

export interface ProviderOptions {
  readonly log: EngineLog;
  readonly environment: NodeJS.ProcessEnv;
}

/** What the provider says when it is configured. */
export const offlineNotice =
  "phiguard offline provider: no AWS account is contacted; provider-side validation and defaults are not applied";

/** The same where an emulator takes AWS's place. */
export const emulatorNotice = `phiguard offline provider: resources are made in the emulator that ${emulatorVariable} names; no AWS account is contacted`;

/** An error that the engine shows as it is. */
class ProviderError extends Error {
  constructor(
    readonly code: status,
    message: string,
  ) {
    super(message);
  }
}

/** The implementation of the service, for one provider: the engine starts a process for each. */
export function createProvider(options: ProviderOptions): IResourceProviderServer {
  let configuration: Configuration = readConfiguration({});
  let emulator: EmulatorMode | undefined;

  return {
    handshake: unary((request) => {
      options.log.connect(request.getEngineAddress());
      return new ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(false)
        .setAcceptOutputs(false)
        .setSupportsAutonamingConfiguration(true);
    }),
    attach: unary((request) => {
      options.log.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(awsVersion)),
    getSchema: unary(() => new GetSchemaResponse().setSchema(JSON.stringify({ name: "aws", version: awsVersion }))),

    checkConfig: unary((request) => {
      const { inputs, failures } = checkConfiguration(fromStruct(request.getNews()), options.environment);
      return new CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(failureMessage));
    }),
    diffConfig: unary((request) => {
      const news = fromStruct(request.getNews());
      const olds = fromStruct(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
      const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((name) => !sameValue(olds[name], news[name]));
      return diffMessage(changed.sort(), []);
    }),
    configure: unary(async (request) => {
      configuration = readConfiguration(fromStruct(request.getArgs()));
      const address = options.environment[emulatorVariable];
      if (address) {
        // Loaded where it is asked for: previews start without the SDK, and cannot write anywhere.
        const { openEmulatorMode } = await import("./emulator/index.js");
        emulator = openEmulatorMode(address, options.log);
        configuration = await emulator.configured(configuration);
      }
      const assumed = configuration.regionAssumed ? `; aws:region is not configured, ${defaultRegion} is assumed` : "";
      const notice = emulator ? emulatorNotice : offlineNotice;
      await options.log.info(notice + assumed, request.getUrn() ?? "");
      return new ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setAcceptresources(false)
        .setAcceptoutputs(false)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: unary((request) => {
      const urn = request.getUrn();
      const given = fromStruct(request.getNews());
      const type = typeOf(urn);
      const proposal = nameProposal(request.getAutonaming());
      const completed = completeInputs(type, given, {
        urn,
        name: nameOf(urn),
        configuration,
        oldInputs: fromStruct(request.getOlds()),
        ...(proposal === undefined ? {} : { nameProposal: proposal }),
      });
      const failures = [...checkInputs(type, given), ...completed.failures];
      return new CheckResponse().setInputs(toStruct(completed.inputs)).setFailuresList(failures.map(failureMessage));
    }),
    diff: unary((request) => {
      const olds = fromStruct(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
      const type = typeOf(request.getUrn());
      const { changed, replacing } = diffInputs(type, olds, fromStruct(request.getNews()), request.getIgnorechangesList());
      return diffMessage(changed, replacing);
    }),
    create: unary(async (request) => {
      const urn = request.getUrn();
      const type = typeOf(urn);
      const inputs = fromStruct(request.getProperties());
      if (request.getPreview()) return new CreateResponse().setProperties(toStruct(previewedOutputs(type, inputs)));
      const operation = { urn, configuration };
      const { id, outputs } = await (emulator?.create(type, inputs, operation) ?? createdOutputs(type, inputs, operation));
      return new CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: unary(async (request) => {
      const urn = request.getUrn();
      const state = fromStruct(request.getProperties());
      const inputs = fromStruct(request.getInputs());
      const response = new ReadResponse().setId(request.getId());
      const type = typeOf(urn);
      if (Object.keys(inputs).length > 0) {
        const existing = { id: request.getId(), inputs, state };
        // Without an emulator nothing has changed, since nobody can look.
        const found = emulator ? await emulator.read(type, existing, { urn, configuration }) : existing;
        // No id: the resource is gone.
        return found ? response.setInputs(toStruct(found.inputs)).setProperties(toStruct(found.state)) : new ReadResponse();
      }
      const outputs = readOutputs(type, request.getId(), state, { urn, configuration });
      const own = Object.fromEntries(Object.entries(state).filter(([name]) => type.inputs.has(name)));
      return response.setInputs(toStruct(own)).setProperties(toStruct(outputs));
    }),
    update: unary(async (request) => {
      const type = typeOf(request.getUrn());
      const operation = { urn: request.getUrn(), configuration };
      const id = request.getId();
      const state = fromStruct(request.getOlds());
      const inputs = fromStruct(request.getNews());
      const outputs =
        emulator && !request.getPreview()
          ? await emulator.update(type, { id, inputs, state }, operation)
          : updatedOutputs(type, id, state, inputs, operation, request.getPreview());
      return new UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request) => {
      const existing = {
        id: request.getId(),
        inputs: fromStruct(request.getOldInputs()),
        state: fromStruct(request.getProperties()),
      };
      await emulator?.delete(typeOf(request.getUrn()), existing, { urn: request.getUrn(), configuration });
      return new Empty();
    }),
    cancel: unary(() => new Empty()),

    invoke: unary((request) => {
      const result = invoke(request.getTok(), fromStruct(request.getArgs()), configuration);
      return new InvokeResponse().setReturn(toStruct(result));
    }),

    call: unary((request) => notAvailable(`the method ${request.getTok()}`)),
    construct: unary((request) => notAvailable(`the component ${request.getType()}`)),
    parameterize: unary(() => notAvailable("parameterization")),
    getMapping: unary(() => notAvailable("a conversion mapping")),
    getMappings: unary(() => notAvailable("a conversion mapping")),
    list: (call) => {
      call.emit("error", { code: status.UNIMPLEMENTED, details: notAvailableText(`listing ${call.request.getToken()}`) });
    },
  };
}

/** A handler from a function; what the function throws reaches the engine as an error with its message. */
function unary<Request, Response>(handle: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, callback) => {
    Promise.resolve(call.request)
      .then(handle)
      .then((response) => callback(null, response))
      .catch((thrown: unknown) => {
        const code = thrown instanceof ProviderError ? thrown.code : status.UNKNOWN;
        callback({ code, details: thrown instanceof Error ? thrown.message : String(thrown) });
      });
  };
}

function notAvailableText(what: string): string {
  return `the phiguard offline provider has no ${what.replace(/^the /, "")}`;
}

function notAvailable(what: string): never {
  throw new ProviderError(status.UNIMPLEMENTED, notAvailableText(what));
}

/** `urn:pulumi:stack::project::parent$type::name`: the type is what follows the last dollar sign of the third part. */
function typeOf(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = resourceType(token);
  if (!type) throw new ProviderError(status.INVALID_ARGUMENT, unknownTypeReason(token, awsVersion));
  return type;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function nameProposal(options: CheckRequest.AutonamingOptions | undefined): NameProposal | undefined {
  if (!options) return undefined;
  const modes = CheckRequest.AutonamingOptions.Mode;
  switch (options.getMode()) {
    case modes.DISABLE:
      return { mode: "disable" };
    case modes.ENFORCE:
      return { mode: "enforce", name: options.getProposedName() };
    default:
      return { mode: "propose", name: options.getProposedName() };
  }
}

/** The reason alone: for a failure with a property the engine prints the property's value too, and that may be a password. */
function failureMessage(failure: CheckFailure): CheckFailureMessage {
  return new CheckFailureMessage().setReason(failure.reason);
}

function diffMessage(changed: string[], replacing: string[]): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  return new DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replacing);
}
