import { Secret } from "@pulumi/policy";
import { UNKNOWN } from "../unknown";

/**
 * The sentinels by which Pulumi's wire format marks an unknown, one for each type of value.
 * Source: sdk/go/common/resource/plugin/rpc.go in pulumi/pulumi; @pulumi/policy's proxy.js holds the same list.
 */
const unknownSentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key under which @pulumi/policy's checking proxies give up what they wrap; a contract test holds it to the installed version. */
const proxyTarget = "__getSpecialProxyTarget";

/** What the library's proxies wrap; they are nested where a remediation reads. */
export function unproxied(value: object): object {
  const target = (value as { [proxyTarget]?: object })[proxyTarget];
  return target === undefined ? value : unproxied(target);
}

/** Assets and archives are the program's files: no rule reads them, and a clone would copy their contents. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function convert(value: unknown): unknown {
  if (unknownSentinels.has(value)) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value;
  const raw = unproxied(value);
  if (raw instanceof Secret) return convert(raw.value);
  if (Array.isArray(raw)) return raw.map(convert);
  if (!isPlain(raw)) return {};
  return convertEntries(raw);
}

/** The provider's bridge notes under this key which inputs it filled in; it is not a property of the resource. */
const bridgeNote = "__defaults";

function convertEntries(raw: object): Record<string, unknown> {
  const entries = Object.entries(raw).filter(([key]) => key !== bridgeNote);
  return Object.fromEntries(entries.map(([key, item]) => [key, convert(item)]));
}

/**
 * The properties that @pulumi/policy hands to a check, as plain data in which what is unknown is `UNKNOWN`.
 * The library's own proxy throws on each read of an unknown and then reports the whole policy as advisory: so nothing else may touch it.
 */
export function plainProperties(properties: object): Readonly<Record<string, unknown>> {
  return convertEntries(unproxied(properties));
}

/** As `plainProperties`, of a few properties only: outputs are large, and of most nothing is asked. */
export function somePlainProperties(properties: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  const raw = unproxied(properties);
  return convertEntries(Object.fromEntries(Object.entries(raw).filter(([name]) => names.includes(name))));
}
