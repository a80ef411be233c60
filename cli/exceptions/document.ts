import { type Document, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { readRegisterText } from "../../policies/exceptions/read";
import type { Exception } from "../../policies/exceptions/schema";
import { exitCode, Failure } from "../exit-code";
import { problemLine } from "./register-file";
import { replaceFile, textOf } from "./replace-file";

const beginning = `# Exceptions from phiguard's rules; phiguard exceptions check tells whether they are right.
version: 1
exceptions: []
`;

/** A register that is being edited: comments and order stay as they are. */
export class RegisterDocument {
  readonly #document: Document;
  readonly #before: string | undefined;

  /** @throws Failure where the file is there and is no register. A file that is not there is begun. */
  constructor(readonly path: string) {
    this.#before = textOf(path);
    const text = this.#before ?? beginning;
    const [unusable] = readRegisterText(text).problems.filter(({ entry }) => entry === undefined);
    if (unusable) throw new Failure(problemLine(path, unusable), "Mend the register first; nothing was written.");
    this.#document = parseDocument(text);
  }

  get isNew(): boolean {
    return this.#before === undefined;
  }

  #list(): YAMLSeq {
    const list = this.#document.get("exceptions", true);
    if (!isSeq(list)) throw new Failure(`${this.path} has no list of exceptions`, "Mend the register first; nothing was written.");
    return list;
  }

  /** Adds entries at the end. */
  add(entries: readonly Exception[]): void {
    const list = this.#list();
    list.flow = false;
    for (const entry of entries) list.add(this.#document.createNode(entry));
  }

  /** Sets one property of an entry, by its place in the list. */
  set(index: number, property: string, value: unknown): void {
    this.#document.setIn(["exceptions", index, property], this.#document.createNode(value));
  }

  get text(): string {
    return this.#document.toString({ lineWidth: 120 });
  }

  /** Writes the register, if every entry that it held is still in it and its text can be read. @throws Failure where that is not so. */
  write(): void {
    const { text } = this;
    const before = readRegisterText(this.#before ?? beginning);
    const after = readRegisterText(text);
    if (after.problems.length > before.problems.length || after.entries.length < before.entries.length) {
      const [problem] = after.problems;
      throw new Failure(
        problem ? problemLine(this.path, problem) : `${this.path} would lose an exception`,
        "Nothing was written: the register is as it was.",
        exitCode.couldNotRun,
      );
    }
    replaceFile(this.path, text, this.#before);
  }
}
