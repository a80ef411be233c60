import { expect } from "expect";
import { ModuleMocker } from "jest-mock";
import type { MutationTest } from "./rule-tests";

/** Judges by the clock, and instrumented code is slower. */
const timed = "a pattern made to blow up a backtracking matcher is answered at once";

type Body = (...row: readonly unknown[]) => void | Promise<void>;

/** Gathers the tests that a file of jest tests declares: as much of jest as the tests of policies/aws use. */
export class UnitTests {
  readonly #tests: MutationTest[] = [];

  /** @param load loads the file, once `test`, `describe` and `expect` are there for it. */
  static of(file: string, load: () => void): readonly MutationTest[] {
    const gathered = new UnitTests();
    Object.assign(globalThis, { test: gathered.#test(file), describe: (_: string, declare: () => void) => declare(), expect });
    load();
    return gathered.#tests;
  }

  #test(file: string) {
    const add = (run: () => void | Promise<void>) => {
      this.#tests.push({ id: `${file}#${this.#tests.length}`, run });
    };
    const test = (name: string, body: Body) => {
      if (name !== timed) add(() => body());
    };
    const each = (rows: readonly unknown[]) => (_: string, body: Body) => {
      for (const row of rows) add(() => body(...(Array.isArray(row) ? row : [row])));
    };
    return Object.assign(test, { each });
  }
}

/** What modules of test/examples use of jest outside a test. */
export function provideJest(requireActual: (name: string) => unknown): void {
  const mocker = new ModuleMocker(globalThis);
  Object.assign(globalThis, { jest: { requireActual, spyOn: mocker.spyOn.bind(mocker) } });
}
