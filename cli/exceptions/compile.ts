import { packPolicyName } from "../../policies/crossguard/pack-policy-name";
import { readRegisterText } from "../../policies/exceptions/read";
import type { Exception, RegisterContent } from "../../policies/exceptions/schema";
import { note, printed, result, resultJson } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { readJsonFile } from "../pack-configuration";
import { judgedNow, openedRegister, tellProblems } from "./register-file";
import { replaceFile, textOf } from "./replace-file";

export interface CompileOptions {
  readonly configuration: string | undefined;
  /** The pack configuration to embed the register in; undefined: it is printed. */
  readonly into: string | undefined;
  /** Whether to print Pulumi's own form. */
  readonly native: boolean;
}

/** `phiguard exceptions compile`: the register as the pack's setting, or as Pulumi's own exceptions. Refuses one with a mistake. */
export function compile(file: string, { configuration, into, native }: CompileOptions): ExitCode {
  const register = openedRegister(file, judgedNow(configuration ?? existing(into)));
  if (tellProblems(file, register.problems)) return exitCode.wrongUsage;
  if (native) {
    resultJson(nativeExceptions(register.counting));
    return exitCode.compliant;
  }
  const content = compiled(file);
  if (into === undefined) {
    resultJson({ [packPolicyName]: { exceptions: content } });
    return exitCode.compliant;
  }
  embed(content, into);
  result(printed(`${into} now holds the ${register.counting.length} exceptions of ${file}. Compile again when the register changes.`));
  return exitCode.compliant;
}

/** The configuration that the register goes into decides on it too, where there is one already. */
function existing(into: string | undefined): string | undefined {
  return into !== undefined && textOf(into) !== undefined ? into : undefined;
}

/** The content without comments, as the setting `exceptions` takes it. */
function compiled(file: string): RegisterContent {
  const { header, entries } = readRegisterText(textOf(file) ?? "");
  return { version: 1, ...header, exceptions: entries.map(({ entry }) => entry) };
}

function embed(content: RegisterContent, into: string): void {
  const before = textOf(into);
  const config = before === undefined ? {} : readJsonFile(into);
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw new Failure(`${into} is not an object of policies`, "phiguard validate-config tells what is wrong with it.");
  }
  const pack: unknown = packPolicyName in config ? config[packPolicyName] : {};
  const settings = typeof pack === "string" ? { enforcementLevel: pack } : pack;
  if (typeof settings !== "object" || settings === null) {
    throw new Failure(`${into}: ${packPolicyName} is not an object`, "phiguard validate-config tells what is wrong with it.");
  }
  const after = { ...config, [packPolicyName]: { ...settings, exceptions: content } };
  replaceFile(into, `${JSON.stringify(after, null, 2)}\n`, before);
}

/** Pulumi's own form of an exception. Source: Pulumi's documentation, "Policy exceptions" and PolicyExceptionMatch, CLI 3.274.1. */
interface NativeException {
  readonly reason: string;
  readonly match: readonly { readonly policies: readonly string[]; readonly targets: readonly string[] }[];
}

const longestReason = 2048;
const mostTargets = 100;

/** The entries as Pulumi's own exceptions. They know URNs only, and no end. */
export function nativeExceptions(entries: readonly Exception[]): Readonly<Record<string, NativeException>> {
  const made: Record<string, NativeException> = {};
  for (const { id, reason, rules, resources, expiresOn } of entries) {
    const urns = resources.flatMap((target) => (typeof target === "string" ? [target] : []));
    if (urns.length < resources.length) {
      note(`${id}: resources by name, or inside a template, are left out, since Pulumi's own exceptions take the URNs of resources only.`);
    }
    const parts = Array.from({ length: Math.ceil(urns.length / mostTargets) }, (_, part) =>
      urns.slice(part * mostTargets, (part + 1) * mostTargets),
    );
    if (parts.length > 0)
      made[id] = { reason: reason.slice(0, longestReason), match: parts.map((targets) => ({ policies: rules, targets })) };
    note(`${id}: Pulumi's own form has no end; compile again after ${expiresOn}.`);
  }
  return made;
}
