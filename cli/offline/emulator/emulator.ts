import { Agent, type ClientRequestArgs } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { Command, MetadataBearer } from "@smithy/types";
import type { LoopbackEndpoint } from "./endpoint";

/** How each client is made. */
export interface ClientConfiguration {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly disableHostPrefix: true;
  readonly maxAttempts: number;
  readonly requestHandler: { readonly httpAgent: Agent; readonly httpsAgent: SecureAgent };
}

/** Never anybody's: if all else failed, AWS would not know who asks. */
const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/** Connects to one address, whatever host a request names. */
class LoopbackAgent extends Agent {
  readonly #endpoint: LoopbackEndpoint;

  constructor(endpoint: LoopbackEndpoint) {
    super({ keepAlive: true });
    this.#endpoint = endpoint;
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { host, port } = this.#endpoint;
    return super.createConnection({ ...options, host, port, path: null }, callback);
  }
}

/** Connects to nothing: emulators are spoken to in plain text. */
class NoAgent extends SecureAgent {
  override createConnection(): never {
    throw new Error("an emulator is not spoken to by TLS");
  }
}

/** The way to an emulator on this machine: the clients of each Region, made when they are first asked for. */
export class Emulator {
  readonly #made = new Map<unknown, Map<string, unknown>>();
  readonly #httpAgent: LoopbackAgent;

  constructor(readonly endpoint: LoopbackEndpoint) {
    this.#httpAgent = new LoopbackAgent(endpoint);
  }

  client<Made>(make: (configuration: ClientConfiguration) => Made, region: string): Made;
  client(make: (configuration: ClientConfiguration) => unknown, region: string): unknown {
    const ofRegions = this.#made.get(make) ?? new Map<string, unknown>();
    this.#made.set(make, ofRegions);
    if (!ofRegions.has(region)) ofRegions.set(region, make(this.#configuration(region)));
    return ofRegions.get(region);
  }

  #configuration(region: string): ClientConfiguration {
    return {
      region,
      endpoint: this.endpoint.url,
      credentials,
      disableHostPrefix: true,
      maxAttempts: 3,
      requestHandler: { httpAgent: this.#httpAgent, httpsAgent: new NoAgent() },
    };
  }
}

/** A client of the SDK, by what it takes and gives. */
interface Client<ClientInput extends object, ClientOutput extends MetadataBearer, Configuration> {
  send<Input extends ClientInput, Output extends ClientOutput>(
    command: Command<ClientInput, Input, ClientOutput, Output, Configuration>,
  ): Promise<Output>;
}

/** Where a call goes. */
export interface Place {
  readonly emulator: Emulator;
  readonly region: string;
}

/** A request's fields by name; what they hold was checked against the provider's schema, and the emulator judges it. */
type Fields<Input> = { readonly [Name in keyof Input]?: unknown };

/** A service's way to send commands: `const sns = service((configuration) => new SNSClient(configuration))`. */
export function service<ClientInput extends object, ClientOutput extends MetadataBearer, Configuration>(
  make: (configuration: ClientConfiguration) => Client<ClientInput, ClientOutput, Configuration>,
) {
  return async <Input extends ClientInput, Output extends ClientOutput>(
    { emulator, region }: Place,
    Made: new (input: Input) => Command<ClientInput, Input, ClientOutput, Output, Configuration>,
    fields: Fields<Input>,
  ): Promise<Output> => {
    // Requests are data; what is undefined is left out.
    const input: Input = JSON.parse(JSON.stringify(fields));
    return emulator.client(make, region).send(new Made(input));
  };
}

/** Whether the emulator says by an error that the thing is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && /NotFound|NoSuch|NonExistent|DoesNotExist|not exist/i.test(error.name);
}
