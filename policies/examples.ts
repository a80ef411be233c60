import type { Output } from "@pulumi/pulumi";
import type { ArgsOf, ClassName, OutputOf } from "./aws/kinds";
import type { Observations } from "./functioning/observations";
import type { Settings } from "./settings";

/** A resource of an example; the one that an example returns is the one judged. */
export interface ExampleResource<Name extends ClassName = ClassName> {
  /** An output, wired as programs wire it: unknown in a preview, known after an update, and Pulumi knows where it comes from. */
  out(output: OutputOf<Name>): Output<never>;
}

export interface ExampleOptions {
  /** Another name than the one made from the class. */
  readonly name?: string;
  readonly ignoreChanges?: readonly string[];
}

/** What a live account tells of the resources of a kind; `s.later()` stands for what could not be read. */
export type ObservedInExample<Kind extends string> = Kind extends keyof Observations
  ? { readonly [Fact in keyof Observations[Kind]]: Observations[Kind][Fact] | Output<never> }
  : never;

/** When examples are observed: the facts of an example are as old as they are on this day. */
export const observedAt = "2026-11-22T12:00:00.000Z";

/** A small stack to judge: built from the same arguments that a program passes to @pulumi/aws. */
export interface ExampleStack {
  /** Adds a resource by its class, legacy ones included: `add("s3.BucketV2", {...})`. */
  add<Name extends ClassName>(
    name: Name,
    args: ArgsOf<Name>,
    options?: ExampleOptions & { readonly observed?: ObservedInExample<Name> },
  ): ExampleResource<Name>;
  /** A resource whose arguments the types would refuse, as programs in untyped languages write them: `{ encrypted: "true" }`. */
  addUntyped<Name extends ClassName>(name: Name, args: Readonly<Record<string, unknown>>, options?: ExampleOptions): ExampleResource<Name>;
  /** A resource of any type, by its token: a provider, a dynamic resource, a type of another package. */
  addByToken(token: string, args: Readonly<Record<string, unknown>>, options?: ExampleOptions): ExampleResource;
  /** A value that is known only after deployment and comes from no resource of the stack. */
  later(): Output<never>;
  /** A value that Pulumi keeps secret. */
  secret<Value>(value: Value): Output<Value>;
  /** What a live account tells of itself, at `observedAt`. */
  observeAccount(facts: Partial<ObservedInExample<"account">>): void;
  /** Settings of the pack under which the example is judged. */
  settings(settings: Partial<Settings>): void;
  /** Parameters of the rule under which the example is judged. */
  parameters(values: Readonly<Record<string, unknown>>): void;
}

/** Builds a stack and returns the resource to judge; rules on the account return nothing. */
export type Example = (stack: ExampleStack) => ExampleResource | undefined;

/** Examples by name; the name says what is special. They are the tests, the documentation and the programs of the end-to-end run. */
export interface Examples {
  readonly good: Readonly<Record<string, Example>>;
  readonly bad: Readonly<Record<string, Example>>;
  readonly unknown: Readonly<Record<string, Example>>;
  readonly notApplicable: Readonly<Record<string, Example>>;
}
