import { createReadStream } from "node:fs";
import { type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parser } from "stream-json/Parser";
import { systemCode, systemReason } from "../../policies/evidence/failure";
import type { RunResource } from "../../policies/evidence/run";
import type { ResourceDescription } from "../../policies/graph/resource";
import { printed } from "../console";
import { Failure } from "../exit-code";
import { NestedTooDeeply } from "./property-values";
import { StateResources } from "./state-resources";
import { NoState, StateTokens, type Token } from "./state-tokens";

/** The versions of the deployment schema that Pulumi has had. Source: sdk/go/common/apitype/core.go in pulumi/pulumi 3.255. */
const oldestVersion = 1;
const newestVersion = 4;

/** The name that stands for standard input. */
export const standardInput = "-";

const chunkBytes = 1024 * 1024;
const tokensAtOnce = 1024;

/** An exported state, or a checkpoint of a file backend, as rules take it. */
export interface StateFile {
  readonly resources: readonly ResourceDescription[];
  /** Where the program makes a resource, by its URN, where the engine noted it. */
  readonly locations: ReadonlyMap<string, NonNullable<RunResource["location"]>>;
  /** How many values are secrets that are there as ciphertext only; they count as unknown. */
  readonly encrypted: number;
}

const exportIt = "Write it anew: pulumi stack export --file state.json";

/**
 * Reads a state, one resource at a time: of each only what rules read stays in memory.
 * @param file its path, or `-` for standard input
 * @throws Failure where it cannot be read, is cut, is no state, or is of a version that is not known
 */
export async function readStateFile(file: string): Promise<StateFile> {
  const name = file === standardInput ? "standard input" : file;
  const input: Readable = file === standardInput ? process.stdin : createReadStream(file, { highWaterMark: chunkBytes });
  const resources = new StateResources();
  let version: number | undefined;
  const tokens = new StateTokens({
    version: (given) => {
      version = supported(given, name);
    },
    resource: (given) => resources.add(given),
  });
  // A token is one of some million: values that stand alone, without the events for their pieces.
  const parse = parser({ streamValues: false });
  // What is wrong with the state itself: the streams, when they are stopped for it, say only that they were.
  let wrong: unknown;
  const take = new Writable({
    objectMode: true,
    highWaterMark: tokensAtOnce,
    write(token: Token, _encoding, done) {
      try {
        tokens.take(token);
        done();
      } catch (error) {
        wrong = error;
        done(new Error("stopped"));
      }
    },
  });
  try {
    await pipeline(input, parse, take);
  } catch (error) {
    throw explained(wrong ?? error, name, tokens.place);
  }
  if (version === undefined || !tokens.hasDeployment)
    throw new Failure(`${name} is not a state: it has no version, or no deployment`, exportIt);
  return { resources: resources.described(), locations: resources.locations, encrypted: resources.encrypted };
}

function supported(version: number, name: string): number {
  if (Number.isInteger(version) && version >= oldestVersion && version <= newestVersion) return version;
  throw new Failure(
    `${name} is a state of version ${version}; versions ${oldestVersion} to ${newestVersion} are known`,
    version > newestVersion ? "Take a newer phiguard." : exportIt,
  );
}

function explained(error: unknown, name: string, place: string): Error {
  if (error instanceof Failure) return error;
  if (error instanceof NestedTooDeeply || error instanceof NoState)
    return new Failure(`${name} is not a state: ${error.message}`, exportIt);
  if (systemCode(error) !== undefined)
    return new Failure(`${name} cannot be read: ${systemReason(error)}`, "Name a file that exists and may be read.");
  const where = place === "" ? "" : ` (it breaks off or goes wrong within ${printed(place)})`;
  return new Failure(`${name} is cut, or not JSON${where}: ${systemReason(error)}`, exportIt);
}
