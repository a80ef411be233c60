import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { build, type Metafile } from "esbuild";
import type { Rule } from "../../policies/rule.js";
import type { Case, MutationTest } from "./rule-tests.js";

/** The code under test, loaded afresh: nothing of it runs before it is asked for, except what all rules need. */
export interface Environment {
  readonly rules: Readonly<Record<string, () => Rule>>;
  readonly unitTests: Readonly<Record<string, () => readonly MutationTest[]>>;
  casesOf(rule: Rule): readonly Case[];
  testsOf(rule: Rule, id: string, cases: readonly Case[]): readonly MutationTest[];
}

/** Tests of policies/aws that lie outside test/aws. */
const furtherTests = ["test/graph/kinds.test.ts", "test/graph/legacy-shapes.test.ts"];
/** Takes ten seconds by itself, on random documents: too long for each mutant of the IAM modules. */
const slowTest = "test/aws/iam-masking.test.ts";
const ruleTests = "test/mutation/rule-tests.ts";
/** @pulumi/policy serves one pack in a process, so what serves it is loaded once; it holds no code of policies/. */
const analyzer = "../examples/analyzer";

function filesIn(root: string, folder: string, pattern: RegExp): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => pattern.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** The bundle's own source: each rule and each file of tests is loaded when it is asked for. */
function entry(rules: readonly string[], tests: readonly string[]): string {
  const loaders = (files: readonly string[], load: (file: string) => string) =>
    `{ ${files.map((file) => `"${file}": () => ${load(file)}`).join(",\n")} }`;
  return `
    import { UnitTests } from "./test/mutation/unit-tests";
    const { casesOf, testsOf } = require("./${ruleTests}");
    const rules = ${loaders(rules, (file) => `require("./${file}").default`)};
    const unitTests = ${loaders(tests, (file) => `UnitTests.of("${file}", () => require("./${file}"))`)};
    export { casesOf, rules, testsOf, unitTests };`;
}

const analyzerEntry = `
  import { provideJest } from "./test/mutation/unit-tests";
  provideJest(require);
  module.exports = require("./test/examples/analyzer");`;

async function bundle(
  root: string,
  contents: string,
  external: readonly string[],
): Promise<{ readonly code: string; readonly metafile: Metafile }> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, sourcefile: "entry.ts", loader: "ts" },
    bundle: true,
    packages: "external",
    external: [...external],
    platform: "node",
    target: "node20",
    format: "cjs",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const code = outputFiles[0]?.text;
  if (code === undefined) throw new Error("esbuild wrote nothing");
  return { code, metafile };
}

type Loaded = (require: (name: string) => unknown, module: { exports: unknown }, directory: string) => void;

/** Compiles a bundle once; each call of what it gives runs it afresh. */
function compiled(root: string, code: string): (require: (name: string) => unknown) => unknown {
  const script = new Script(`(function (require, module, __dirname) { ${code}\n})`, { filename: join(root, "mutants.cjs") });
  const run = script.runInThisContext() as Loaded;
  return (require) => {
    const module = { exports: {} };
    run(require, module, join(root, "test/examples"));
    return module.exports;
  };
}

/** The modules that a module needs, itself included. */
function closure(metafile: Metafile, root: string): ReadonlySet<string> {
  const seen = new Set([root]);
  for (const file of seen) {
    for (const { path, external, kind } of metafile.inputs[file]?.imports ?? [])
      if (external !== true && kind !== "dynamic-import") seen.add(path);
  }
  return seen;
}

/** The instrumented code of a sandbox and all that judges it. */
export class Bundle {
  private constructor(
    readonly load: () => Environment,
    readonly needs: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /** @param root the sandbox's folder */
  static async of(root: string): Promise<Bundle> {
    const rules = filesIn(root, "policies/rules", /^[^/]+\/.*\.ts$/);
    const tests = [...filesIn(root, "test/aws", /\.test\.ts$/), ...furtherTests].filter((file) => file !== slowTest);
    const { code, metafile } = await bundle(root, entry(rules, tests), [analyzer]);
    const common = closure(metafile, ruleTests);
    const needs = new Map([
      ...rules.map((file): [string, ReadonlySet<string>] => [file, new Set([...closure(metafile, file), ...common])]),
      ...tests.map((file): [string, ReadonlySet<string>] => [file, closure(metafile, file)]),
    ]);

    const packages = createRequire(join(root, "package.json"));
    const served = compiled(root, (await bundle(root, analyzerEntry, [])).code)(packages);
    const run = compiled(root, code);
    return new Bundle(() => run((name) => (name === analyzer ? served : packages(name))) as Environment, needs);
  }

  /** The rules and the files of unit tests that some of the files are a part of. */
  dependentsOf(files: readonly string[]): readonly string[] {
    return [...this.needs].filter(([, needed]) => files.some((file) => needed.has(file))).map(([file]) => file);
  }
}
