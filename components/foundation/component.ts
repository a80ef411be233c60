import type * as pulumi from "@pulumi/pulumi";

/**
 * The package's name as Pulumi makes it from the npm name: the part after the scope. The scope is the namespace, and not part of a token.
 * Source: Pulumi's Node.js SDK, cmd/run-plugin (how a plugin's name is read from package.json).
 */
const packageName = "components";

/** Former class names of a component, newest first. A rename adds the old name here, and no stack replaces anything. */
const formerNames: Readonly<Record<string, readonly string[]>> = {};

/** The type token of a component, the same in every language: `components:index:DataBucket`. */
export function typeToken(className: string): string {
  return `${packageName}:index:${className}`;
}

/** A component's options: what the caller gave, and aliases for each former name of its class. */
export function componentOptions(className: string, options: pulumi.ComponentResourceOptions = {}): pulumi.ComponentResourceOptions {
  const former = formerNames[className] ?? [];
  if (former.length === 0) return options;
  const given = options.aliases ?? [];
  return { ...options, aliases: [...given, ...former.map((name) => ({ type: typeToken(name) }))] };
}
