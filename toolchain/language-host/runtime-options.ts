import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** The `runtime: options:` of Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml that the Node runtime knows. */
export interface RuntimeOptions {
  /** Whether programs in TypeScript are compiled as they are loaded; true by default. */
  readonly typescript: boolean;
  /** The path of a tsconfig.json, relative to the program. */
  readonly tsconfig: string | undefined;
  /** Arguments for Node itself, split as a shell does. */
  readonly nodeArguments: readonly string[];
  /** What installs the dependencies; the one whose lock file is there by default. */
  readonly packageManager: PackageManager | undefined;
}

/** @throws Error that names the option, where it has a value of the wrong kind. */
export function runtimeOptionsOf(info: ProgramInfo | undefined): RuntimeOptions {
  const options: Record<string, unknown> = info?.getOptions()?.toJavaScript() ?? {};
  const { typescript = true, tsconfig, nodeargs, packagemanager } = options;
  if (typeof typescript !== "boolean") throw new Error("the runtime option typescript must be true or false");
  const manager = textOption("packagemanager", packagemanager);
  const packageManager = packageManagers.find((name) => name === manager);
  if (manager !== undefined && manager !== "auto" && packageManager === undefined) {
    throw new Error(
      `the runtime option packagemanager must be auto or one of ${packageManagers.join(", ")}, not ${JSON.stringify(manager)}`,
    );
  }
  return {
    typescript,
    tsconfig: textOption("tsconfig", tsconfig),
    nodeArguments: splitWords(textOption("nodeargs", nodeargs) ?? ""),
    packageManager,
  };
}

function textOption(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  throw new Error(`the runtime option ${name} must be a string`);
}

/** Words of a command line: separated by blanks, except within single or double quotes or after a backslash. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  const word = /(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs;
  for (const [quoted] of line.matchAll(word)) {
    words.push(
      quoted.replaceAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs, (_, single?: string, double?: string, escaped?: string) => {
        return single ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? escaped ?? "";
      }),
    );
  }
  return words;
}
