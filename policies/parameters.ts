/** A number that a site may set on a rule, within what the paragraph allows. The bounds are the law: configuration may tighten, never loosen. */
export interface IntegerParameter {
  readonly type: "integer";
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly description: string;
}

/** A list of names that a site may set on a rule: allowed users, ports, networks. */
export interface ListParameter {
  readonly type: "list";
  readonly default: readonly string[];
  readonly description: string;
}

export type Parameter = IntegerParameter | ListParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** The values that a check receives. */
export type ParameterValues<Declared extends Parameters> = {
  readonly [Name in keyof Declared]: Declared[Name] extends IntegerParameter ? number : readonly string[];
};

export function integer(parameter: Omit<IntegerParameter, "type">): IntegerParameter {
  return { type: "integer", ...parameter };
}

export function list(parameter: Omit<ListParameter, "type">): ListParameter {
  return { type: "list", ...parameter };
}

/** The values of a rule's parameters under a site's configuration; what is wrong or too loose keeps its default. */
export function parameterValues<Declared extends Parameters>(
  declared: Declared | undefined,
  config: Readonly<Record<string, unknown>>,
): ParameterValues<Declared> {
  return readParameters(declared ?? {}, config).values as ParameterValues<Declared>;
}

export interface ParameterProblem {
  readonly name: string;
  readonly problem: string;
}

/** Reads a rule's configuration: what is wrong or too loose is named and keeps its default. */
export function readParameters(
  declared: Parameters,
  config: Readonly<Record<string, unknown>>,
): { readonly values: Readonly<Record<string, unknown>>; readonly problems: readonly ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  const values = Object.fromEntries(
    Object.entries(declared).map(([name, parameter]) => {
      const given = Object.hasOwn(config, name) ? config[name] : undefined;
      const problem = given === undefined ? undefined : problemOf(parameter, given);
      if (problem !== undefined) problems.push({ name, problem });
      return [name, given === undefined || problem !== undefined ? parameter.default : given];
    }),
  );
  for (const name of Object.keys(config)) {
    if (!Object.hasOwn(declared, name)) problems.push({ name, problem: "is not a parameter of this rule" });
  }
  return { values, problems };
}

function problemOf(parameter: Parameter, given: unknown): string | undefined {
  if (parameter.type === "list") {
    return Array.isArray(given) && given.every((item) => typeof item === "string") ? undefined : "must be a list of strings";
  }
  if (typeof given !== "number" || !Number.isInteger(given)) return "must be a whole number";
  const { minimum, maximum } = parameter;
  return given < minimum || given > maximum ? `must lie between ${minimum} and ${maximum}` : undefined;
}
