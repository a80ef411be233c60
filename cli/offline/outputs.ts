// Outputs of resources that are created, updated or read offline.
import { type Identity, identityOf } from "./arn";
import type { Configuration } from "./configuration";
import { placeholder, serviceAssigned } from "./placeholders";
import { isSet, knownString, type PropertyMap, unknown } from "./property-values";
import type { ResourceType } from "./schema";

export interface Operation {
  readonly urn: string;
  readonly configuration: Configuration;
}

/**
 * What is known of a new resource in a preview: inputs mirror themselves; all that AWS decides is unknown, also optional inputs that it
 * fills in when they are not given. Optional inputs that AWS leaves alone are absent, as with the real provider.
 */
export function previewedOutputs(type: ResourceType, inputs: PropertyMap): PropertyMap {
  const outputs = mirrored(type, inputs);
  for (const input of type.inputs.values()) {
    if (input.output && input.computed && !isSet(outputs[input.name])) outputs[input.name] = unknown;
  }
  for (const output of type.outputs.values()) {
    if (!isSet(outputs[output.name])) outputs[output.name] = unknown;
  }
  return outputs;
}

/** The id and the outputs of a resource that is "created". What AWS decides is a placeholder, the same for the same URN. */
export function createdOutputs(type: ResourceType, inputs: PropertyMap, operation: Operation): { id: string; outputs: PropertyMap } {
  const identity = identityOf(type.token, inputs, operation.urn, operation.configuration);
  const outputs = mirrored(type, inputs);
  fillIn(type, outputs, inputs, operation, identity);
  return { id: identity.id, outputs: { ...outputs, id: identity.id } };
}

/** The same for a resource that an emulator made: its id and the outputs that the emulator answered are not made up. */
export function createdOutputsOf(
  type: ResourceType,
  inputs: PropertyMap,
  operation: Operation,
  id: string,
  answered: PropertyMap,
): { id: string; outputs: PropertyMap } {
  const identity = identityOf(type.token, inputs, operation.urn, operation.configuration);
  const outputs = { ...mirrored(type, inputs), ...answered };
  fillIn(type, outputs, inputs, operation, { ...identity, id, arn: knownString(answered.arn) ?? identity.arn });
  return { id, outputs: { ...outputs, id } };
}

/**
 * The outputs after an update: the old ones, with the inputs as they are now. What AWS decided stays; with `preview`, what an older
 * version of the table did not have is unknown.
 */
export function updatedOutputs(
  type: ResourceType,
  id: string,
  oldOutputs: PropertyMap,
  inputs: PropertyMap,
  operation: Operation,
  preview: boolean,
): PropertyMap {
  const outputs: PropertyMap = { ...oldOutputs };
  for (const input of type.inputs.values()) {
    if (!input.computed) delete outputs[input.name];
  }
  Object.assign(outputs, mirrored(type, inputs));
  if (preview) {
    for (const [name, value] of Object.entries(previewedOutputs(type, inputs))) if (!isSet(outputs[name])) outputs[name] = value;
  } else {
    fillIn(type, outputs, inputs, operation, { ...identityOf(type.token, inputs, operation.urn, operation.configuration), id });
  }
  return { ...outputs, id };
}

/** The state of a resource that is looked up by its id: what the program says of it, and placeholders for what AWS decides. */
export function readOutputs(type: ResourceType, id: string, state: PropertyMap, operation: Operation): PropertyMap {
  const outputs: PropertyMap = { ...state };
  fillIn(type, outputs, state, operation, identityOf(type.token, state, operation.urn, operation.configuration, id));
  return { ...outputs, id };
}

function mirrored(type: ResourceType, inputs: PropertyMap): PropertyMap {
  const outputs: PropertyMap = {};
  for (const [name, value] of Object.entries(inputs)) {
    const property = type.inputs.get(name) ?? type.outputs.get(name);
    if (property?.output && isSet(value)) outputs[name] = value;
  }
  return outputs;
}

function fillIn(type: ResourceType, outputs: PropertyMap, inputs: PropertyMap, operation: Operation, identity: Identity): void {
  const context = { token: type.token, inputs, identity, ...operation };
  for (const input of type.inputs.values()) {
    if (!input.output || !input.computed || isSet(outputs[input.name])) continue;
    const value = serviceAssigned(input, context);
    if (value !== undefined) outputs[input.name] = value;
  }
  for (const output of type.outputs.values()) {
    if (isSet(outputs[output.name])) continue;
    const value = placeholder(output, context);
    if (value !== undefined) outputs[output.name] = value;
  }
}
