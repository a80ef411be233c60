import type { Command, MetadataBearer } from "@smithy/types";

/** How clients are made: where they call, with which patience, and for whom. */
export interface ClientConfiguration {
  readonly region: string;
  readonly retryMode: string;
  readonly maxAttempts: number;
  readonly profile?: string;
  /** Another endpoint for all services: an emulator. */
  readonly endpoint?: string;
  readonly credentials?: () => Promise<SessionCredentials>;
}

/** What AWS gives who assumes a role. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A client of the SDK, by what it takes and gives. */
interface Client<ClientInput extends object, ClientOutput extends MetadataBearer, Configuration> {
  send<Input extends ClientInput, Output extends ClientOutput>(
    command: Command<ClientInput, Input, ClientOutput, Output, Configuration>,
  ): Promise<Output>;
}

/** The clients of one Region: each is made when it is first asked for. */
export class Clients {
  readonly #made = new Map<unknown, unknown>();

  constructor(readonly configuration: ClientConfiguration) {}

  of<Made>(make: (configuration: ClientConfiguration) => Made): Made;
  of(make: (configuration: ClientConfiguration) => unknown): unknown {
    if (!this.#made.has(make)) this.#made.set(make, make(this.configuration));
    return this.#made.get(make);
  }
}

/** One kind of call: its command, and the IAM action that allows it. */
export interface ReadCall<Input, Output> {
  /** The service that counts it, `s3`. */
  readonly service: string;
  /** The API's name of it, `GetBucketPolicy`. */
  readonly command: string;
  /** What IAM calls the permission: not always the command's name, `s3:ListAllMyBuckets` for ListBuckets. */
  readonly action: string;
  send(clients: Clients, input: Input): Promise<Output>;
}

/** A service whose calls are named one by one: `const sns = service("sns", (configuration) => new SNSClient(configuration))`. */
export function service<ClientInput extends object, ClientOutput extends MetadataBearer, Configuration>(
  name: string,
  make: (configuration: ClientConfiguration) => Client<ClientInput, ClientOutput, Configuration>,
) {
  return {
    /** @param action from the Service Authorization Reference, "Actions, resources, and condition keys" of the service */
    read<Input extends ClientInput, Output extends ClientOutput>(
      action: string,
      Made: new (input: Input) => Command<ClientInput, Input, ClientOutput, Output, Configuration>,
    ): ReadCall<Input, Output> {
      return {
        service: name,
        command: Made.name.replace(/Command$/, ""),
        action,
        send: (clients, input) => clients.of(make).send(new Made(input)),
      };
    },
  };
}
