import { UNKNOWN } from "../../policies/unknown";

/**
 * The key by which Pulumi marks an object that stands for something else, and what it may say.
 * Source: sdk/go/common/resource/sig/sig.go in pulumi/pulumi; the float's is in pkg/resource/stack/deployment.go.
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const byteStringSignature = "803fd3297a5875dc03ca845dda5d2a98";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const floatSignature = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";

/** What stands in a state for a value that was not known when it was written. */
const computedValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** No provider nests its properties this deep; a file that does is made to exhaust the stack. */
const deepest = 500;

export class NestedTooDeeply extends Error {
  override readonly name = "NestedTooDeeply";
}

/** Reads the property values of one state, and counts what it cannot decrypt. */
export class PropertyReader {
  /** How many secrets are there as ciphertext only. */
  encrypted = 0;

  /** As plain data in which what is not known, or encrypted, is `UNKNOWN`: what `plainProperties` of the pack makes of the engine's. */
  properties(given: unknown): Record<string, unknown> {
    return isObject(given) ? this.#entries(given, 0) : {};
  }

  #entries(given: object, depth: number): Record<string, unknown> {
    // The engine keeps the bridge's notes, whose keys begin with two underscores, from the packs.
    const entries = Object.entries(given).filter(([key]) => !key.startsWith("__"));
    return Object.fromEntries(entries.map(([key, value]) => [key, this.#value(value, depth + 1)]));
  }

  #value(value: unknown, depth: number): unknown {
    if (depth > deepest) throw new NestedTooDeeply(`properties are nested more than ${deepest} levels deep`);
    if (value === computedValue) return UNKNOWN;
    if (Array.isArray(value)) return value.map((item) => this.#value(item, depth + 1));
    if (!isObject(value)) return value;
    const signature = value[signatureKey];
    return typeof signature === "string" ? this.#marked(value, signature, depth) : this.#entries(value, depth);
  }

  #marked(value: Readonly<Record<string, unknown>>, signature: string, depth: number): unknown {
    switch (signature) {
      case secretSignature:
        return this.#secret(value, depth);
      case resourceSignature:
        return value.id ?? value.urn;
      case byteStringSignature:
        return typeof value.value === "string" ? Buffer.from(value.value, "base64").toString("utf8") : UNKNOWN;
      case floatSignature:
        return typeof value.value === "string" && /^[0-9a-f]{1,16}$/i.test(value.value)
          ? Buffer.from(value.value.padStart(16, "0"), "hex").readDoubleBE()
          : UNKNOWN;
      case assetSignature:
      case archiveSignature:
        // The program's files: no rule reads them.
        return {};
      default:
        return UNKNOWN;
    }
  }

  #secret({ plaintext }: Readonly<Record<string, unknown>>, depth: number): unknown {
    if (typeof plaintext === "string") {
      try {
        const value: unknown = JSON.parse(plaintext);
        return this.#value(value, depth + 1);
      } catch (error) {
        if (error instanceof NestedTooDeeply) throw error;
        return UNKNOWN;
      }
    }
    this.encrypted += 1;
    return UNKNOWN;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
