// What the real provider adds to a resource's inputs in Check: policies see it, so the offline provider adds it too.
import { automaticName, type NameProposal } from "./autonaming";
import type { CheckFailure } from "./check";
import type { Configuration } from "./configuration";
import { goJson, sortedKeys } from "./go-json";
import {
  containsSecrets,
  containsUnknowns,
  isMap,
  isReservedForm,
  isSet,
  isUnknown,
  type PropertyMap,
  type PropertyValue,
  plain,
  secret,
  unknown,
  withoutSecrets,
} from "./property-values";
import type { ResourceType } from "./schema";

export interface ResourceContext {
  readonly urn: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly configuration: Configuration;
  /** The inputs of the last update; empty for a new resource. */
  readonly oldInputs: PropertyMap;
  readonly nameProposal?: NameProposal;
}

/** Inputs that a Pulumi provider sets to this text when the program leaves them out. */
const managedByPulumi = "Managed by Pulumi";
const describedByPulumi: Readonly<Record<string, string>> = {
  "aws:apigateway/apiKey:ApiKey": "description",
  "aws:appsync/apiKey:ApiKey": "description",
  "aws:docdb/subnetGroup:SubnetGroup": "description",
  "aws:ec2/securityGroup:SecurityGroup": "description",
  "aws:elasticache/parameterGroup:ParameterGroup": "description",
  "aws:elasticache/subnetGroup:SubnetGroup": "description",
  "aws:mediapackage/channel:Channel": "description",
  "aws:neptune/subnetGroup:SubnetGroup": "description",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": "description",
  "aws:rds/optionGroup:OptionGroup": "optionGroupDescription",
  "aws:rds/parameterGroup:ParameterGroup": "description",
  "aws:rds/subnetGroup:SubnetGroup": "description",
  "aws:redshift/parameterGroup:ParameterGroup": "description",
  "aws:redshift/subnetGroup:SubnetGroup": "description",
  "aws:route53/zone:Zone": "comment",
};

/** The list, in a resource's inputs, of those that the provider made up; the real provider keeps the same one. */
export const defaultsKey = "__defaults";

/**
 * The inputs as the real provider's Check would answer them: policy documents given as objects become JSON strings, and a missing name,
 * description, region and `tagsAll` (the provider's default tags and the resource's own) are filled in. Other defaults are left out.
 */
export function completeInputs(
  type: ResourceType,
  given: PropertyMap,
  context: ResourceContext,
): { inputs: PropertyMap; failures: CheckFailure[] } {
  const inputs: PropertyMap = {};
  for (const [name, value] of Object.entries(given)) {
    if (isSet(value)) inputs[name] = type.inputs.get(name)?.kind === "j" ? documentText(value) : value;
  }
  const failures: CheckFailure[] = [];
  const made: string[] = [];
  const complete = (name: string, value: PropertyValue): void => {
    inputs[name] = value;
    made.push(name);
  };

  const automatic = automaticName(type, inputs, context.urn, context.name, context.nameProposal);
  if (automatic) {
    const old = madeBefore(context.oldInputs, automatic.property);
    if (old !== undefined) complete(automatic.property, old);
    else if ("name" in automatic) complete(automatic.property, automatic.name);
    else
      failures.push({
        property: automatic.property,
        reason: tooLongReason(automatic.tooLong, automatic.maximumLength, automatic.property),
      });
  }
  const description = describedByPulumi[type.token];
  if (description !== undefined && !isSet(inputs[description])) complete(description, managedByPulumi);
  if (type.inputs.has("region") && !isSet(inputs.region)) inputs.region = context.configuration.region;
  if (type.inputs.has("tags") && (type.outputs.has("tagsAll") || type.inputs.has("tagsAll")))
    inputs.tagsAll = allTags(inputs.tags, context.configuration);
  inputs[defaultsKey] = made;
  return { inputs, failures };
}

/** A policy document as text. One with an unknown in it is unknown as a whole, as in the real provider. */
function documentText(value: PropertyValue): PropertyValue {
  const opened = plain(value) ?? null;
  if (typeof opened === "string" || (isMap(opened) && isReservedForm(opened))) return value;
  if (containsUnknowns(opened)) return containsSecrets(value) ? secret(unknown) : unknown;
  const text = goJson(sortedKeys(withoutSecrets(opened)));
  return containsSecrets(value) ? secret(text) : text;
}

/** The value that an earlier Check made up for this property, to be kept: AWS knows the resource by it. */
function madeBefore(oldInputs: PropertyMap, property: string): PropertyValue | undefined {
  const made = oldInputs[defaultsKey];
  return Array.isArray(made) && made.includes(property) ? oldInputs[property] : undefined;
}

function tooLongReason(name: string, maximumLength: number, property: string): string {
  return `the automatic name ${JSON.stringify(name)} is longer than the ${maximumLength} characters that AWS takes; set ${property}`;
}

/** Default tags, overridden by the resource's own, without those that `ignoreTags` names. */
function allTags(tags: PropertyValue | undefined, configuration: Configuration): PropertyValue {
  if (containsUnknowns(tags)) return unknown;
  const own = plain(tags);
  const merged: PropertyMap = { ...configuration.defaultTags, ...(isMap(own) && !isUnknown(own) ? own : {}) };
  const kept = Object.entries(merged).filter(([key, value]) => isSet(value) && !isIgnored(key, configuration));
  const result = Object.fromEntries(kept);
  return containsSecrets(tags) ? secret(withoutSecrets(result)) : result;
}

function isIgnored(key: string, configuration: Configuration): boolean {
  return configuration.ignoreTagKeys.includes(key) || configuration.ignoreTagKeyPrefixes.some((prefix) => key.startsWith(prefix));
}
