// Pulumi's property values as they travel between engine and provider: JSON, with a few reserved forms for what JSON cannot say.
// The forms are those of the engine's own sdk/go/common/resource/plugin/rpc.go.
import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

export type PropertyValue = null | boolean | number | string | PropertyValue[] | PropertyMap;
export interface PropertyMap {
  [name: string]: PropertyValue;
}

/** What stands for a value that is not known before the update; the engine reads it back as "unknown" of any type. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownSentinels: ReadonlySet<string> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** The key that marks an object as one of the reserved forms, and the mark of a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export function isUnknown(value: PropertyValue | undefined): boolean {
  return typeof value === "string" && unknownSentinels.has(value);
}

export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Neither left out nor null: null is how some languages say "not set". */
export function isSet(value: PropertyValue | undefined): value is Exclude<PropertyValue, null> {
  return value !== undefined && value !== null;
}

/** Whether the value is a reserved form: a secret, an asset, an archive, a reference to a resource. */
export function isReservedForm(value: PropertyMap): boolean {
  return typeof value[signatureKey] === "string";
}

export function isSecret(value: PropertyValue | undefined): boolean {
  return isMap(value) && value[signatureKey] === secretSignature;
}

/** The value inside a secret; any other value as it is. */
export function plain(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!isMap(value) || value[signatureKey] !== secretSignature) return value;
  return plain(value.value);
}

export function secret(value: PropertyValue): PropertyValue {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

export function containsUnknowns(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsUnknowns);
  if (isMap(value)) return Object.values(value).some(containsUnknowns);
  return isUnknown(value);
}

export function containsSecrets(value: PropertyValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsSecrets);
  if (isMap(value)) return isSecret(value) || Object.values(value).some(containsSecrets);
  return false;
}

/** The value with every secret in it opened. */
export function withoutSecrets(value: PropertyValue): PropertyValue {
  const opened = plain(value) ?? null;
  if (Array.isArray(opened)) return opened.map(withoutSecrets);
  if (isMap(opened)) return mapValues(opened, withoutSecrets);
  return opened;
}

export function mapValues(map: PropertyMap, change: (value: PropertyValue) => PropertyValue): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}

/** The string, if that is what the value is and it is known. Secrets are opened. */
export function knownString(value: PropertyValue | undefined): string | undefined {
  const opened = plain(value);
  return typeof opened === "string" && !isUnknown(opened) ? opened : undefined;
}

export function fromStruct(struct: Struct | undefined): PropertyMap {
  // No prototype, so that a property called __proto__ stays a property.
  const map: PropertyMap = Object.create(null);
  struct?.getFieldsMap().forEach((value, name) => {
    map[name] = fromValue(value);
  });
  return map;
}

function fromValue(value: Value): PropertyValue {
  switch (value.getKindCase()) {
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map(fromValue);
    case Value.KindCase.STRUCT_VALUE:
      return fromStruct(value.getStructValue());
    default:
      return null;
  }
}

export function toStruct(map: PropertyMap): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(map)) fields.set(name, toValue(value));
  return struct;
}

function toValue(value: PropertyValue): Value {
  const message = new Value();
  if (value === null) message.setNullValue(NullValue.NULL_VALUE);
  else if (typeof value === "boolean") message.setBoolValue(value);
  else if (typeof value === "number") message.setNumberValue(value);
  else if (typeof value === "string") message.setStringValue(value);
  else if (Array.isArray(value)) message.setListValue(new ListValue().setValuesList(value.map(toValue)));
  else message.setStructValue(toStruct(value));
  return message;
}
