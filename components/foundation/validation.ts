import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, objectOf } from "./checks";
import type { Classification } from "./classification";
import { type ExceptionArgs, exceptionInputs } from "./exception";

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
  readonly classification?: Classification;
  readonly exception?: ReturnType<typeof exceptionInputs>;
}

/**
 * Checks the arguments of a component. Called where a constructor calls `super`, so that nothing is registered when something is wrong:
 * `super(typeToken("Queue"), name, validated("Queue", name, args, table, together), componentOptions("Queue", opts))`.
 *
 * @param table a check for each argument
 * @param together what one argument asks of another
 * @returns what the component registers as its own inputs: its classification and its exception
 * @throws ArgumentError
 */
export function validated<Args extends { classification?: Classification; exception?: ExceptionArgs } | object>(
  className: string,
  name: string,
  args: Args,
  table: ArgumentTable<Args>,
  together: (args: Args, refuse: Refuse) => void = () => undefined,
): ComponentInputs {
  const component = `${className} "${name}"`;
  const found = objectOf(table).look(args);
  if (found) throw new ArgumentError(component, found.at.replace(/^\./, "") || "args", found.problem);
  together(args, (argument, problem) => {
    throw new ArgumentError(component, argument, problem);
  });
  return {
    ...("classification" in args && args.classification !== undefined && { classification: args.classification }),
    ...("exception" in args && args.exception && { exception: exceptionInputs(args.exception) }),
  };
}
