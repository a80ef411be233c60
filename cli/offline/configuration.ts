// The provider's configuration, as far as it matters without an account: region, account and tags.
import { type CheckFailure, checkInputs } from "./check";
import {
  containsUnknowns,
  isMap,
  isSet,
  isUnknown,
  knownString,
  type PropertyMap,
  type PropertyValue,
  plain,
  withoutSecrets,
} from "./property-values";
import { partitionOf } from "./regions";
import { providerToken, resourceType } from "./schema";

export interface Configuration {
  readonly region: string;
  /** Whether nobody configured a region, so that {@link defaultRegion} is assumed. */
  readonly regionAssumed: boolean;
  readonly partition: string;
  readonly accountId: string;
  /** Tags that the provider adds to every resource. */
  readonly defaultTags: Readonly<Record<string, string>>;
  readonly ignoreTagKeys: readonly string[];
  readonly ignoreTagKeyPrefixes: readonly string[];
}

/** The account that AWS's own documentation uses. */
const placeholderAccountId = "123456789012";
export const defaultRegion = "us-east-1";

/**
 * Reads the provider's inputs. Lists and objects may come as JSON strings: that is how the engine passes stack configuration, and how
 * the SDKs pass nested arguments of `aws.Provider`.
 *
 * The account is the first of `allowedAccountIds`, else the account of the first role in `assumeRoles`, else
 * {@link placeholderAccountId}.
 */
export function readConfiguration(inputs: PropertyMap): Configuration {
  const values = decodeProviderInputs(inputs);
  const configured = knownString(values.region);
  const region = configured ?? defaultRegion;
  const defaultTags = values.defaultTags;
  const ignoreTags = values.ignoreTags;
  return {
    region,
    regionAssumed: configured === undefined,
    partition: partitionOf(region).id,
    accountId: accountOf(values),
    defaultTags: isMap(defaultTags) ? strings(defaultTags.tags) : {},
    ignoreTagKeys: isMap(ignoreTags) ? stringList(ignoreTags.keys) : [],
    ignoreTagKeyPrefixes: isMap(ignoreTags) ? stringList(ignoreTags.keyPrefixes) : [],
  };
}

/**
 * What is wrong with the provider's inputs, and the inputs with the region that the environment gives, if they have none:
 * AWS_REGION, then AWS_DEFAULT_REGION, as the real provider does it.
 */
export function checkConfiguration(inputs: PropertyMap, environment: NodeJS.ProcessEnv): { inputs: PropertyMap; failures: CheckFailure[] } {
  const type = resourceType(providerToken);
  // `version` and `pluginDownloadURL` are the engine's: which plugin to load, and from where.
  const { version: _version, pluginDownloadURL: _url, ...own } = decodeProviderInputs(inputs);
  const failures = type ? checkInputs({ ...type, token: "pulumi:providers:aws" }, own) : [];
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  return { inputs: isSet(inputs.region) || !region ? inputs : { ...inputs, region }, failures };
}

function decodeProviderInputs(inputs: PropertyMap): PropertyMap {
  const properties = resourceType(providerToken)?.inputs;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]): [string, PropertyValue] => {
      const opened = plain(value) ?? null;
      const isText = properties?.get(name)?.kind === "s";
      return [name, typeof opened === "string" && !isText && !isUnknown(opened) ? decode(opened) : opened];
    }),
  );
}

function decode(text: string): PropertyValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function accountOf(values: PropertyMap): string {
  const allowed = stringList(values.allowedAccountIds)[0];
  if (allowed) return allowed;
  const roles = values.assumeRoles;
  const role = Array.isArray(roles) && isMap(roles[0]) ? knownString(roles[0].roleArn) : undefined;
  return role?.match(/^arn:[^:]+:iam::(\d{12}):/)?.[1] ?? placeholderAccountId;
}

function strings(value: PropertyValue | undefined): Record<string, string> {
  if (!isMap(value) || containsUnknowns(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, scalarText(withoutSecrets(each))]));
}

function scalarText(value: PropertyValue): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function stringList(value: PropertyValue | undefined): string[] {
  return Array.isArray(value) ? value.flatMap((each) => knownString(each) ?? []) : [];
}
