/** The emulator mode: resources are made in an emulator of AWS on this machine, by calls of the AWS SDK. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { kindOfToken } from "../../../policies/aws/kinds";
import type { Configuration } from "../configuration";
import type { EngineLog } from "../engine-log";
import { createdOutputs, createdOutputsOf, type Operation, updatedOutputs } from "../outputs";
import { isMap, knownString, type PropertyMap, withoutSecrets } from "../property-values";
import type { ResourceType } from "../schema";
import { Emulator, isGone, type Place, service } from "./emulator";
import { type LoopbackEndpoint, loopbackEndpoint } from "./endpoint";
import type { EmulatedKind, Making, Standing } from "./kind";
import { serviceKind } from "./services";
import { propertyValue, withSeen } from "./shape";
import { stateOnly } from "./state-only";

const sts = service((configuration) => new STSClient(configuration));

/** What exists, as the engine has it. */
interface Existing {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

/** A resource as the emulator has it. */
interface Refreshed {
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

export class EmulatorMode {
  readonly #emulator: Emulator;
  readonly #log: EngineLog;

  constructor(endpoint: LoopbackEndpoint, log: EngineLog) {
    this.#emulator = new Emulator(endpoint);
    this.#log = log;
  }

  /** The configuration with the account that the emulator says it is. @throws Error if it does not answer */
  async configured(configuration: Configuration): Promise<Configuration> {
    const { url } = this.#emulator.endpoint;
    try {
      const { Account: accountId } = await sts({ emulator: this.#emulator, region: configuration.region }, GetCallerIdentityCommand, {});
      return accountId === undefined ? configuration : { ...configuration, accountId };
    } catch {
      throw new Error(`no emulator of AWS answers at ${url}: start it, or unset the variable`);
    }
  }

  async create(type: ResourceType, inputs: PropertyMap, operation: Operation): Promise<{ id: string; outputs: PropertyMap }> {
    const kind = await this.#kindOf(type, operation);
    if (!kind) return createdOutputs(type, inputs, operation);
    const made = await explained("made", type, () => kind.create(this.#making(inputs, operation)));
    if (made.id === "") throw new Error(`the emulator gave ${type.token} no id`);
    const answered = propertyValue(made.outputs ?? {});
    return createdOutputsOf(type, inputs, operation, made.id, isMap(answered) ? answered : {});
  }

  /** Undefined if the resource is gone. */
  async read(type: ResourceType, { id, inputs, state }: Existing, operation: Operation): Promise<Refreshed | undefined> {
    const kind = await this.#kindOf(type);
    if (!kind) return { inputs, state };
    const standing = this.#standing({ id, inputs, state }, operation);
    const seen = await explained("read", type, () => unlessGone(() => kind.read(standing)));
    if (seen === undefined) return undefined;
    const properties = propertyValue(seen);
    if (!isMap(properties)) return { inputs, state };
    return { inputs: withSeen(inputs, properties), state: withSeen(state, properties) };
  }

  async update(type: ResourceType, { id, inputs, state }: Existing, operation: Operation): Promise<PropertyMap> {
    const kind = await this.#kindOf(type, operation);
    const outputs = updatedOutputs(type, id, state, inputs, operation, false);
    if (!kind) return outputs;
    const { update } = kind;
    if (!update) throw new Error(`the emulator mode cannot change ${type.token}: make it anew with pulumi up --replace`);
    await explained("changed", type, () => update(this.#standing({ id, inputs, state }, operation)));
    return outputs;
  }

  /** @param existing its inputs may be empty: engines before 3.93 do not send them */
  async delete(type: ResourceType, { id, inputs, state }: Existing, operation: Operation): Promise<void> {
    const kind = await this.#kindOf(type);
    const known = Object.keys(inputs).length > 0 ? inputs : state;
    if (kind)
      await explained("deleted", type, () => unlessGone(() => kind.delete(this.#standing({ id, inputs: known, state }, operation))));
  }

  /** @param operation says in the log of whom it is that a type is kept in the state only */
  async #kindOf({ token }: ResourceType, operation?: Operation): Promise<EmulatedKind | undefined> {
    const name = kindOfToken(token) ?? token;
    const reason = stateOnly.get(name);
    if (reason !== undefined) {
      if (operation) await this.#log.info(`kept in the stack's state only, not in the emulator: ${reason}`, operation.urn);
      return undefined;
    }
    const kind = await serviceKind(name);
    if (!kind) throw new Error(`the emulator mode cannot make ${token}`);
    return kind;
  }

  #making(inputs: PropertyMap, { configuration }: Operation): Making<unknown> {
    const opened = withoutSecrets(inputs);
    const known: PropertyMap = isMap(opened) ? opened : {};
    const tags = isMap(known.tagsAll) ? known.tagsAll : known.tags;
    const texts = Object.entries(isMap(tags) ? tags : {}).map(([key, value]): [string, string] => [key, knownString(value) ?? ""]);
    const { accountId, partition } = configuration;
    const place: Place = { emulator: this.#emulator, region: knownString(inputs.region) ?? configuration.region };
    return { ...place, inputs: known, tags: Object.fromEntries(texts), accountId, partition };
  }

  #standing({ id, inputs }: Existing, operation: Operation): Standing<unknown> {
    return { ...this.#making(inputs, operation), id };
  }
}

/** @throws Error if the address is not one of this machine's loopback */
export function openEmulatorMode(address: string, log: EngineLog): EmulatorMode {
  return new EmulatorMode(loopbackEndpoint(address), log);
}

async function unlessGone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function explained<Answer>(what: string, { token }: ResourceType, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : "an error without a name";
    throw new Error(`${token} could not be ${what} in the emulator: ${said}`);
  }
}
