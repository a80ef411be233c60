import type { Example, ExampleOptions } from "../../../policies/examples";

/** The same example with a name before the names of its resources, so that many examples live in one stack and a URN tells whose it is. */
export function underName(prefix: string, example: Example): Example {
  return (stack) => {
    let added = 0;
    const named = (options: ExampleOptions | undefined): ExampleOptions => {
      added++;
      return { ...options, name: options?.name ? `${prefix}-${added}-${options.name}` : `${prefix}-${added}` };
    };
    return example({
      ...stack,
      add: (className, args, options) => stack.add(className, args, named(options)),
      addUntyped: (className, args, options) => stack.addUntyped(className, args, named(options)),
    });
  };
}
