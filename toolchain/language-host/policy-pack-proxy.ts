import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerHandshakeResponse, AnalyzerStackConfigureRequest, AnalyzerStackConfigureResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { codeOf } from "../failure";
import { channelOptions, listen } from "./channel";

type Handler = grpc.handleUnaryCall<Buffer, Buffer>;

/**
 * Stands between the engine and a policy pack until the stack's configuration is known. The library for policies reads project, stack and
 * configuration from variables, which have to be there when its process starts; the engine sends them only to a process that runs already.
 * So the engine is given this server, which takes the configuration, lets the pack be started with it, and then hands every call on
 * as the bytes that came, without reading them.
 */
export class PolicyPackProxy {
  /** What the engine configured, or undefined where it asked for something else first. */
  readonly configuration: Promise<AnalyzerStackConfigureRequest | undefined>;
  private settleConfiguration: (configuration: AnalyzerStackConfigureRequest | undefined) => void = () => {};
  private readonly pack: Promise<grpc.Client>;
  private attachPack: (client: grpc.Client) => void = () => {};
  private failPack: (failure: Error) => void = () => {};
  private readonly server = new grpc.Server(channelOptions);

  constructor() {
    this.configuration = new Promise((resolve) => {
      this.settleConfiguration = resolve;
    });
    this.pack = new Promise((resolve, reject) => {
      this.attachPack = resolve;
      this.failPack = reject;
    });
    // Nobody may be waiting when the pack fails to start.
    this.pack.catch(() => {});
    const handlers: Record<string, Handler> = {};
    const definition: Record<string, grpc.MethodDefinition<Buffer, Buffer>> = {};
    for (const [name, { path }] of Object.entries(AnalyzerService)) {
      definition[name] = rawMethod(path);
      handlers[name] = (call, callback) => this.forward(path, call, callback);
    }
    handlers.handshake = (_, callback) => callback(null, Buffer.from(new AnalyzerHandshakeResponse().serializeBinary()));
    handlers.configureStack = (call, callback) => {
      this.settleConfiguration(AnalyzerStackConfigureRequest.deserializeBinary(call.request));
      callback(null, Buffer.from(new AnalyzerStackConfigureResponse().serializeBinary()));
    };
    this.server.addService(definition, handlers);
  }

  /** Starts to listen, and gives the port. */
  listen(): Promise<number> {
    return listen(this.server);
  }

  /** Gives the pack the configuration that the engine has sent, and then the calls that have been waiting for it. */
  async attach(port: number): Promise<void> {
    const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), channelOptions);
    const configuration = await this.configuration;
    if (configuration !== undefined) {
      const { path } = AnalyzerService.configureStack;
      try {
        await new Promise<void>((resolve, reject) => {
          client.makeUnaryRequest(path, same, same, Buffer.from(configuration.serializeBinary()), (error) =>
            error ? reject(error) : resolve(),
          );
        });
      } catch (thrown) {
        // A pack built on an older library does not know the call, and has its variables.
        if (codeOf(thrown) !== grpc.status.UNIMPLEMENTED) throw thrown;
      }
    }
    this.attachPack(client);
  }

  /** Answers every call, waiting or to come, with what kept the pack from starting. Does nothing once the pack is attached. */
  fail(reason: string): void {
    this.failPack(new Error(reason));
  }

  close(): void {
    this.server.forceShutdown();
    void this.pack.then(
      (client) => client.close(),
      () => {},
    );
  }

  private forward(path: string, call: grpc.ServerUnaryCall<Buffer, Buffer>, callback: grpc.sendUnaryData<Buffer>): void {
    this.settleConfiguration(undefined);
    this.pack.then(
      (client) => {
        const request = client.makeUnaryRequest(path, same, same, call.request, (error, answer) => callback(error, answer));
        call.on("cancelled", () => request.cancel());
      },
      (failure: Error) => callback({ code: grpc.status.UNKNOWN, details: failure.message }),
    );
  }
}

function rawMethod(path: string): grpc.MethodDefinition<Buffer, Buffer> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

function same(bytes: Buffer): Buffer {
  return bytes;
}
