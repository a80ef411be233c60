import type { Example, ExampleOptions } from "../../../policies/examples";

/** How an example is told apart from the others in its stack. */
export interface CompanyNames {
  /** What the Pulumi names of its resources begin with: short, since AWS takes 32 characters for some automatic names. */
  readonly prefix: string;
  /** AWS names that the example gives to its resources: they get the prefix at their end, wherever the example mentions them. */
  readonly awsNames: readonly string[];
  /** Whether the names that the example gives in Pulumi stay as they are, since its rule reads them. */
  readonly keepsNames: boolean;
}

/** The same example under names that no other example of the stack has. */
export function inCompany({ prefix, awsNames, keepsNames }: CompanyNames, example: Example): Example {
  const pattern = patternOf(awsNames);
  const renamed = <Value>(value: Value): Value => {
    if (!pattern) return value;
    return mapStrings(value, (text) => text.replace(pattern, (name) => `${name}-${prefix}`));
  };
  return (stack) => {
    let added = 0;
    const named = (options: ExampleOptions | undefined): ExampleOptions => {
      if (keepsNames && options?.name) return options;
      added++;
      return { ...options, name: options?.name ? `${prefix}-${added}-${options.name}` : `${prefix}-${added}` };
    };
    return example({
      ...stack,
      add: (className, args, options) => stack.add(className, renamed(args), named(options)),
      addByToken: (token, args, options) => stack.addByToken(token, renamed(args), named(options)),
      addUntyped: (className, args, options) => stack.addUntyped(className, renamed(args), named(options)),
    });
  };
}

/** The names as whole words, the longest first: "records" is not in "records-archive", but in "arn:aws:s3:::records/*". */
function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const words = [...names].sort((one, other) => other.length - one.length).map((name) => name.replaceAll(/[^A-Za-z0-9]/g, "\\$&"));
  return new RegExp(`(?<![A-Za-z0-9-])(?:${words.join("|")})(?![A-Za-z0-9-])`, "g");
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Replaces each string within plain data; what is of a class, such as a mark for an output, stays. */
function mapStrings<Value>(value: Value, replace: (text: string) => string): Value;
function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, replace)]));
}
