import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, objectOf } from "./checks";
import { Classification } from "./classification";
import { type ExceptionEntry, exceptionInputs } from "./exception";

/** An argument that a component does not take: which component, which argument, and what is allowed. */
export class ArgumentError extends pulumi.RunError {
  constructor(
    readonly component: string,
    readonly argument: string,
    problem: string,
  ) {
    super(`${component}: the argument ${argument} ${problem}.`);
  }
}

/** Says that an argument does not go with the others. `problem` is the end of a sentence that begins with the argument's name. */
export type Refuse = (argument: string, problem: string) => never;

/** What a component's own registration says of it: it goes into the state, and from there into the evidence. */
export interface ComponentInputs {
  readonly classification: Classification;
  readonly exception?: ReturnType<typeof exceptionInputs>;
}

/**
 * Checks the arguments of a component. Called where a constructor calls `super`, so that nothing is registered when something is wrong:
 * `super(typeToken("Queue"), name, validated("Queue", name, args, table, together), componentOptions("Queue", opts))`.
 *
 * @param table a check for each argument
 * @param together what one argument asks of another
 * @param fallback what the component's data is where its arguments do not say
 * @returns what the component registers as its own inputs: its classification and its exception
 * @throws ArgumentError
 */
export function validated<Args extends { classification?: Classification; exception?: ExceptionEntry }>(
  className: string,
  name: string,
  args: Args,
  table: ArgumentTable<Args>,
  together: (args: Args, refuse: Refuse) => void = () => undefined,
  fallback: Classification = Classification.Ephi,
): ComponentInputs {
  const component = `${className} "${name}"`;
  const found = objectOf(table).look(args);
  if (found) throw new ArgumentError(component, found.at.replace(/^\./, "") || "args", found.problem);
  together(args, (argument, problem) => {
    throw new ArgumentError(component, argument, problem);
  });
  return {
    classification: args.classification ?? fallback,
    ...(args.exception && { exception: exceptionInputs(args.exception) }),
  };
}
