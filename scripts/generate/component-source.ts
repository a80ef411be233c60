import { readFileSync } from "node:fs";
import ts from "typescript";

/** An argument or an output, as its declaration says it. */
export interface Declared {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
}

export interface ComponentSource {
  readonly description: string;
  /** Its own arguments; those of all components are not repeated. */
  readonly args: readonly Declared[];
  readonly outputs: readonly Declared[];
}

/** Reads a component's documentation from its source: what is said there is said nowhere else. */
export function readComponent(file: string, className: string): ComponentSource {
  const source = parse(file);
  const declaration = source.statements.filter(ts.isClassDeclaration).find(({ name }) => name?.text === className);
  const args = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === `${className}Args`);
  if (!declaration || !args) throw new Error(`${file} declares no ${className} with ${className}Args`);
  return {
    description: documentationOf(declaration),
    args: args.members.filter(ts.isPropertySignature).map(declared),
    outputs: declaration.members.filter(ts.isPropertyDeclaration).map(declared),
  };
}

/** An object that an argument takes, with what it holds. */
export interface DeclaredObject {
  readonly name: string;
  readonly description: string;
  readonly members: readonly Declared[];
}

/** The interfaces in a component's files that the package exports, but for the arguments themselves. */
export function readObjects(files: readonly string[], exported: ReadonlySet<string>, className: string): readonly DeclaredObject[] {
  return files
    .flatMap((file) => [...parse(file).statements])
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => exported.has(name.text) && name.text !== `${className}Args`)
    .map((declaration) => ({
      name: declaration.name.text,
      description: documentationOf(declaration),
      members: declaration.members.filter(ts.isPropertySignature).map(declared),
    }));
}

/** The names that a file exports from others. */
export function readExports(file: string): ReadonlySet<string> {
  const clauses = parse(file)
    .statements.filter(ts.isExportDeclaration)
    .map(({ exportClause }) => exportClause);
  return new Set(clauses.flatMap((clause) => (clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [])));
}

/** The statements of the function `make` in a property of the case that a file exports by default, as they are written, without their indentation. */
export function readCall(file: string, property: "minimal" | "full"): string {
  const source = parse(file);
  let body: ts.Block | undefined;
  const visit = (node: ts.Node, inside: boolean): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
      if (inside && node.name.text === "make" && ts.isArrowFunction(node.initializer) && ts.isBlock(node.initializer.body)) {
        body ??= node.initializer.body;
      }
      ts.forEachChild(node, (child) => visit(child, inside || node.name.getText(source) === property));
      return;
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, false);
  if (body === undefined) throw new Error(`${file} has no ${property}.make with a block`);
  const lines = source.text
    .slice(body.getStart(source) + 1, body.getEnd() - 1)
    .replace(/^\n|\s+$/g, "")
    .split("\n");
  const indentation = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indentation)).join("\n");
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function declared(member: ts.PropertySignature | ts.PropertyDeclaration): Declared {
  return { name: member.name.getText(), required: member.questionToken === undefined, description: documentationOf(member) };
}

function documentationOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map(({ comment }) => (ts.getTextOfJSDocComment(comment) ?? "").replace(/\s+/g, " ").trim()).join(" ");
}
