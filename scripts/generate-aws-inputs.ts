// Reads the declarations of the installed @pulumi/aws and writes what the offline provider must know of every resource type:
// its inputs (names, which are required, nested objects) and its outputs. `--check` only says whether the file is stale.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");
const awsFolder = dirname(require.resolve("@pulumi/aws/package.json", { paths: [root] }));

/** The generated table, relative to the repository's root. Its notation is described in cli/offline/schema.ts. */
const awsInputsPath = "cli/offline/inputs.gen.json";

interface Property {
  name: string;
  required: boolean;
  /** Declared as `T | undefined`: the provider leaves it out when nobody sets it. */
  optional: boolean;
  kind: string;
}

interface AwsTable {
  version: string;
  types: string[];
  resources: string[];
  functions: string[];
}

/**
 * Writes {@link awsInputsPath}, or with `check` only compares.
 * @returns true if the file on disk was not what this generator produces
 */
export function generateAwsInputs(options: { check: boolean }): boolean {
  const target = join(root, awsInputsPath);
  const wanted = `${JSON.stringify(readAwsDeclarations(), null, 2)}\n`;
  const found = readIfPresent(target);
  if (found === wanted) return false;
  if (!options.check) writeFileSync(target, wanted);
  return true;
}

/** The table as data, read from the declarations of the installed @pulumi/aws. */
export function readAwsDeclarations(): AwsTable {
  const nested = readInputTypes();
  const reachable = new Map<string, string>();
  const resources: string[] = [];
  const functions = new Set<string>();

  for (const path of declarationFiles(awsFolder)) {
    const script = readIfPresent(path.replace(/\.d\.ts$/, ".js"));
    if (script === undefined) continue;
    for (const [, token] of script.matchAll(/pulumi\.runtime\.invoke(?:Output)?\("([^"]+)"/g)) if (token) functions.add(token);
    const token = /__pulumiType = '([^']+)'/.exec(script)?.[1];
    if (token) resources.push(describeResource(token, parse(path), nested, reachable));
  }

  const { types, rename } = compact(reachable);
  return {
    version: readVersion(),
    types,
    resources: resources.map(rename).sort(),
    functions: [...functions].sort(),
  };
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(awsFolder, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest) || typeof manifest.version !== "string") {
    throw new Error(`${awsFolder}/package.json has no version`);
  }
  return manifest.version;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function declarationFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules" && entry.name !== "types")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return declarationFiles(path);
      return entry.name.endsWith(".d.ts") ? [path] : [];
    })
    .sort();
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
}

/** `s3.BucketLogging` -> its declaration, for everything in types/input.d.ts. */
function readInputTypes(): Map<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
    else if (ts.isModuleDeclaration(node) && node.body) node.body.forEachChild((child) => visit(child, `${prefix}${node.name.text}.`));
  };
  parse(join(awsFolder, "types", "input.d.ts")).forEachChild((child) => visit(child, ""));
  return found;
}

function describeResource(
  token: string,
  source: ts.SourceFile,
  nested: Map<string, ts.InterfaceDeclaration>,
  reachable: Map<string, string>,
): string {
  const declarations = source.statements.filter(ts.isClassDeclaration);
  const resource = declarations.find((each) => each.members.some(ts.isConstructorDeclaration));
  if (!resource?.name) throw new Error(`${source.fileName}: no resource class`);
  const argsName = `${resource.name.text}Args`;
  const args = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === argsName);
  if (!args) throw new Error(`${source.fileName}: no interface ${argsName}`);

  const outputs = new Map(
    resource.members
      .filter(ts.isPropertyDeclaration)
      .flatMap(readProperty)
      .map((each) => [each.name, each]),
  );
  const inputs = args.members.filter(ts.isPropertySignature).flatMap(readProperty);
  for (const input of inputs) reach(input.kind, nested, reachable);

  const inputNames = new Set(inputs.map((each) => each.name));
  const written = inputs.map((input) => {
    const output = outputs.get(input.name);
    const flags = (input.required ? "!" : "") + (output === undefined ? "-" : !input.required && !output.optional ? "~" : "");
    return write(input.name, flags, input.kind);
  });
  const computed = [...outputs.values()].filter((each) => !inputNames.has(each.name)).map((each) => write(each.name, "", each.kind));
  return `${token}|${written.join(",")}|${computed.join(",")}`;
}

/** Strings are the common case and written without a kind. */
function write(name: string, flags: string, kind: string): string {
  return name + flags + (kind === "s" ? "" : `:${kind}`);
}

function readProperty(node: ts.PropertySignature | ts.PropertyDeclaration): Property[] {
  if (!node.type || !ts.isIdentifier(node.name)) return [];
  const type = unwrap(node.type);
  return [
    {
      name: node.name.text,
      required: !node.questionToken,
      optional: ts.isUnionTypeNode(type) && type.types.some(isUndefined),
      kind: kindOf(type),
    },
  ];
}

function isUndefined(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.UndefinedKeyword;
}

/** `pulumi.Input<T>` and `pulumi.Output<T>` -> T, at any depth of wrapping. */
function unwrap(type: ts.TypeNode): ts.TypeNode {
  if (ts.isParenthesizedTypeNode(type)) return unwrap(type.type);
  if (ts.isTypeReferenceNode(type)) {
    const name = nameOf(type.typeName);
    const argument = type.typeArguments?.[0];
    if ((name === "pulumi.Input" || name === "pulumi.Output") && argument) return unwrap(argument);
  }
  return type;
}

function nameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}

/** The notation for a type: see cli/offline/schema.ts. `<x>` stands for a nested type until {@link compact} numbers it. */
function kindOf(wrapped: ts.TypeNode): string {
  const type = unwrap(wrapped);
  if (ts.isUnionTypeNode(type)) {
    const kinds = new Set(type.types.filter((each) => !isUndefined(each)).map(kindOf));
    if (kinds.size === 1) return [...kinds][0] ?? "a";
    const documents = [...kinds].filter((kind) => kind.endsWith("PolicyDocument>"));
    return kinds.size === 2 && kinds.has("s") && documents.length === 1 ? "j" : "a";
  }
  if (ts.isArrayTypeNode(type)) return `[${kindOf(type.elementType)}`;
  if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    return index ? `{${kindOf(index.type)}` : "a";
  }
  if (ts.isTypeReferenceNode(type)) {
    const name = nameOf(type.typeName);
    if (name.startsWith("inputs.")) return `<${name.slice("inputs.".length)}>`;
    if (name.startsWith("outputs.")) return "o";
    // Enumerations, and resources that stand for their own id, are strings on the wire; assets and archives are not.
    return name.startsWith("pulumi.") ? "a" : "s";
  }
  if (type.kind === ts.SyntaxKind.StringKeyword || ts.isLiteralTypeNode(type)) return "s";
  if (type.kind === ts.SyntaxKind.NumberKeyword) return "n";
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return "b";
  return "a";
}

/** Adds every nested type that a kind mentions, directly or not, to `reachable`. */
function reach(kind: string, nested: Map<string, ts.InterfaceDeclaration>, reachable: Map<string, string>): void {
  const name = /<(.+)>/.exec(kind)?.[1];
  if (name === undefined || reachable.has(name)) return;
  const declaration = nested.get(name);
  if (!declaration) throw new Error(`types/input.d.ts does not declare ${name}`);
  const properties = declaration.members.filter(ts.isPropertySignature).flatMap(readProperty);
  reachable.set(name, properties.map((each) => write(each.name, each.required ? "!" : "", each.kind)).join(","));
  for (const property of properties) reach(property.kind, nested, reachable);
}

/** Gives nested types numbers; types with the same content share one, which halves the table. */
function compact(reachable: Map<string, string>): { types: string[]; rename: (text: string) => string } {
  const representative = new Map([...reachable.keys()].map((name) => [name, name]));
  const follow = (text: string): string => text.replace(/<([^>]+)>/g, (_, name: string) => `<${representative.get(name)}>`);
  for (let changed = true; changed; ) {
    changed = false;
    const byContent = new Map<string, string>();
    for (const [name, content] of reachable) {
      const key = follow(content);
      const first = byContent.get(key) ?? name;
      byContent.set(key, first);
      if (representative.get(name) !== first) {
        representative.set(name, first);
        changed = true;
      }
    }
  }
  const kept = [...new Set(representative.values())].sort();
  const numbers = new Map(kept.map((name, index) => [name, index]));
  const rename = (text: string): string =>
    text.replace(/<([^>]+)>/g, (_, name: string) => `#${numbers.get(representative.get(name) ?? name)}`);
  return { types: kept.map((name) => rename(reachable.get(name) ?? "")), rename };
}

if (require.main === module) {
  const check = process.argv.includes("--check");
  const stale = generateAwsInputs({ check });
  if (check && stale) {
    console.error(`${awsInputsPath} is stale: run \`npm run gen\``);
    process.exit(1);
  }
  console.log(stale ? `${awsInputsPath} written` : `${awsInputsPath} is up to date`);
}
