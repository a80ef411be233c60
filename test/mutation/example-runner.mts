import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from "@stryker-mutator/api/core";
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { Bundle, type Environment } from "./bundle.mjs";
import type { Case, MutationTest } from "./rule-tests.js";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A mutant that one test reaches so often never ends; the tests that search most, with random documents, reach one of them far less. */
const mostHits = 5_000_000;

/** In the sandbox, for the worker that Stryker starts after a mutant that never ends. */
const durationsFile = "durations.json";

/** What the instrumented code reads its active mutant from, and writes its coverage to. */
function instrumented(): InstrumenterContext {
  const place = globalThis as { [INSTRUMENTER_CONSTANTS.NAMESPACE]?: InstrumenterContext };
  const context = place[INSTRUMENTER_CONSTANTS.NAMESPACE] ?? {};
  place[INSTRUMENTER_CONSTANTS.NAMESPACE] = context;
  return context;
}

/** Judges mutants in this process by the rules' examples and the unit tests of policies/aws; a mutant of code that runs at load has all of it loaded again. */
export class ExampleRunner implements TestRunner {
  readonly #cases = new Map<string, readonly Case[]>();
  /** Milliseconds of the dry run. */
  #durations: ReadonlyMap<string, number> = new Map();
  #bundle: Bundle | undefined;
  #tests: readonly MutationTest[] = [];

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#bundle = await Bundle.of(process.cwd());
    if (existsSync(durationsFile)) this.#durations = new Map(JSON.parse(readFileSync(durationsFile, "utf8")) as [string, number][]);
    // The examples are recorded once, by code without an active mutant: they are the given, not what is judged.
    const environment = this.#bundle.load();
    for (const [root, rule] of Object.entries(environment.rules)) this.#cases.set(root, environment.casesOf(rule()));
  }

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    delete instrumented().mutantCoverage;
    this.#tests = this.#testsFor(options.files ?? []);
    const result = await this.#run(this.#tests, true);
    if (result.status === DryRunStatus.Complete) {
      this.#durations = new Map(result.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
      writeFileSync(durationsFile, JSON.stringify([...this.#durations]));
    }
    this.#tests = this.#quickFirst(this.#tests);
    const { mutantCoverage } = instrumented();
    return result.status === DryRunStatus.Complete && mutantCoverage ? { ...result, mutantCoverage } : result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, hitLimit, mutantActivation, disableBail } = options;
    const context = instrumented();
    try {
      if (mutantActivation === "static") context.activeMutant = activeMutant.id;
      // A worker that Stryker has started again has made no dry run.
      if (this.#tests.length === 0 && mutantActivation !== "static") this.#tests = this.#testsFor([]);
      const all = mutantActivation === "static" ? this.#testsFor([options.sandboxFileName]) : this.#tests;
      const wanted = testFilter && new Set(testFilter);
      context.activeMutant = activeMutant.id;
      if (hitLimit !== undefined) Object.assign(context, { hitCount: 0, hitLimit: Math.min(hitLimit, mostHits) });
      return toMutantRunResult(await this.#run(wanted ? all.filter(({ id }) => wanted.has(id)) : all, disableBail));
    } catch (error) {
      // Code that no longer loads is as dead as a test that fails.
      return toMutantRunResult(failedToLoad(messageOf(error)));
    } finally {
      delete context.activeMutant;
      delete context.hitCount;
      delete context.hitLimit;
    }
  }

  /** The tests that the files can matter to, all where none is named, in a new environment; the quick ones first, since most mutants fall to them. */
  #testsFor(files: readonly string[]): readonly MutationTest[] {
    if (!this.#bundle) throw new Error("the runner is not initialized");
    const environment = this.#bundle.load();
    const paths = files.map((file) => relative(process.cwd(), file));
    const roots =
      paths.length === 0 ? [...Object.keys(environment.rules), ...Object.keys(environment.unitTests)] : this.#bundle.dependentsOf(paths);
    return this.#quickFirst(roots.flatMap((root) => this.#testsOf(environment, root)));
  }

  #quickFirst(tests: readonly MutationTest[]): readonly MutationTest[] {
    const duration = ({ id }: MutationTest) => this.#durations.get(id) ?? 0;
    return [...tests].sort((one, other) => duration(one) - duration(other));
  }

  #testsOf(environment: Environment, root: string): readonly MutationTest[] {
    const rule = environment.rules[root]?.();
    if (!rule) return environment.unitTests[root]?.() ?? [];
    return environment.testsOf(rule, root, this.#cases.get(root) ?? []);
  }

  async #run(tests: readonly MutationTest[], all: boolean): Promise<DryRunResult> {
    const context = instrumented();
    const results: TestResult[] = [];
    for (const { id, run } of tests) {
      const started = performance.now();
      context.currentTestId = id;
      if (context.hitCount !== undefined) context.hitCount = 0;
      let failureMessage: string | undefined;
      try {
        await run();
      } catch (error) {
        failureMessage = messageOf(error);
      }
      delete context.currentTestId;
      const result = { id, name: id, timeSpentMs: performance.now() - started };
      results.push(
        failureMessage === undefined ? { ...result, status: TestStatus.Success } : { ...result, status: TestStatus.Failed, failureMessage },
      );
      const timeout = determineHitLimitReached(context.hitCount, context.hitLimit);
      if (timeout) return timeout;
      if (failureMessage !== undefined && !all) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
  }
}

function failedToLoad(failureMessage: string): DryRunResult {
  const test = { id: "load", name: "the code loads", timeSpentMs: 0, status: TestStatus.Failed as const, failureMessage };
  return { status: DryRunStatus.Complete, tests: [test] };
}
