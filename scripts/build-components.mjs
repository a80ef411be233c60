// What the components' package ships beside its bundle: declarations for TypeScript programs, and the sources from which Pulumi reads the
// schema for all other languages.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const options = {
  declaration: true,
  isolatedDeclarations: true,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  exactOptionalPropertyTypes: true,
};

/** The sources of the package, by their paths in its folder. */
function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .filter((path) => !/^(?:bin|node_modules)\//.test(path));
}

/** Declarations are made file by file, so that nobody waits for a type check of @pulumi/aws: exported things must say their types. */
function declarationsOf(path, text) {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    compilerOptions: options,
    fileName: path,
    reportDiagnostics: true,
  });
  const problems = diagnostics.filter(({ category }) => category === ts.DiagnosticCategory.Error);
  if (problems.length > 0) {
    const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => "components", getNewLine: () => "\n" };
    throw new Error(ts.formatDiagnostics(problems, host));
  }
  return outputText;
}

/** The files of the package that a file's imports and exports name. */
function namedIn(path, text) {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => `${join(dirname(path), name)}.ts`);
}

/** The declarations of the package's entry, and of all that they name: what is inside a component is nobody's business. */
function reachableDeclarations(components) {
  const declarations = new Map();
  const waiting = ["index.ts"];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (declarations.has(path)) continue;
    const text = declarationsOf(path, readFileSync(join(components, path), "utf8"));
    declarations.set(path, text);
    waiting.push(...namedIn(path, text));
  }
  return declarations;
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * @param components the folder of the sources
 * @param bin where the bundle is
 */
export function buildComponentTypes(components, bin = join(components, "bin")) {
  const types = join(bin, "types");
  const schema = join(bin, "schema");
  for (const folder of [types, schema]) rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of reachableDeclarations(components)) write(join(types, path.replace(/\.ts$/, ".d.ts")), text);
  for (const path of sourcesIn(components)) {
    mkdirSync(dirname(join(schema, path)), { recursive: true });
    copyFileSync(join(components, path), join(schema, path));
  }
  // Pulumi's analyzer looks for the entry beside package.json's `main`, reads its exports, and never leaves the arguments and outputs. Those hold no
  // type of @pulumi/aws, whose declarations take longer to read than all the rest: tsconfig.json sends the reader to an empty one.
  write(join(bin, "index.ts"), 'export * from "./schema/index";\n');
  write(join(schema, "aws.d.ts"), "declare const aws: object;\nexport = aws;\n");
}

const [, program, ...folders] = process.argv;
if (program === fileURLToPath(import.meta.url)) buildComponentTypes(...folders);
