import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { evidenceMissing } from "../../policies/crossguard/pack-policy-name";
import { newRunId } from "../../policies/evidence/ledger";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { offlineProviderFolder } from "../offline/launcher";
import { packFolder } from "../pack";
import { checkedOutCommit, type EngineEnd, findToolchain, runPreview } from "../preview/engine";
import { Progress } from "../preview/progress";
import { type RecordedRun, readRun } from "../preview/read-run";
import { WhatWasSeen } from "../preview/what-was-seen";
import type { ReportFormat } from "../report";
import { addToLedger, codeOf, type FailOn, readConfiguration, runEnvironment, runOptions, writeReports } from "../run-output";
import { summaryOf, worstFirst } from "../run-summary";

const packEndsMilliseconds = 3000;
const pollMilliseconds = 100;

interface PreviewArguments {
  readonly cwd: string;
  readonly stack: string | undefined;
  readonly offline: boolean;
  readonly out: string | undefined;
  readonly config: string | undefined;
  readonly exceptions: string | undefined;
  readonly signKey: string | undefined;
  readonly format: readonly ReportFormat[] | undefined;
  readonly failOn: FailOn;
  readonly json: boolean;
  readonly pulumiArg: readonly string[];
}

/** The folder of the project: the one given, or one above it, as the engine looks for it. @throws Failure where there is none */
function projectFolder(cwd: string): string {
  const folder = resolve(cwd);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Failure(`${folder} is not a folder`, "Name the folder of a Pulumi project with --cwd.");
  for (let above = folder; ; above = dirname(above)) {
    if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(above, name)))) return folder;
    if (dirname(above) === above)
      throw new Failure(`there is no Pulumi project in ${folder} or above it`, "Name the folder of one with --cwd.");
  }
}

/** The exit codes of the Pulumi CLI for what its user gave it. Source: sdk/go/common/util/cmdutil/exit.go in pulumi/pulumi 3.255. */
const userErrors: ReadonlySet<number | null> = new Set([2, 3, 6]);

/** The engine's own words, for a run of which it left no record. */
function explained({ code, signal, said }: EngineEnd, seen: WhatWasSeen): Failure {
  const words = [...seen.errors, said].join("\n").trim();
  const why = signal === null ? `with the exit code ${String(code)}` : `by the signal ${signal}`;
  return new Failure(
    `the preview ended ${why} before the whole stack was judged${words === "" ? "" : `:\n${words}`}`,
    userErrors.has(code) ? "Mend what the engine names, and run it again." : "Run pulumi preview by itself to see more.",
    userErrors.has(code) ? exitCode.wrongUsage : exitCode.couldNotRun,
  );
}

async function preview(args: PreviewArguments): Promise<ExitCode> {
  const folder = projectFolder(args.cwd);
  const configuration = readConfiguration(args.config);
  const evidence = resolve(args.out ?? process.env.PHIGUARD_EVIDENCE ?? "phiguard-evidence");
  const commit = process.env.PHIGUARD_COMMIT ?? (await checkedOutCommit(folder));
  const id = newRunId();
  const startedAt = new Date();
  const environment: NodeJS.ProcessEnv = {
    ...runEnvironment(args),
    PHIGUARD_EVIDENCE: evidence,
    PHIGUARD_RUN: id,
    PHIGUARD_POLICY_CONFIG: args.config === undefined ? "" : resolve(args.config),
    ...(commit !== undefined && { PHIGUARD_COMMIT: commit }),
  };
  const offline = args.offline ? [offlineProviderFolder()] : [];
  const pathFolders = [...offline, ...(await findToolchain())];
  const progress = new Progress();
  const seen = new WhatWasSeen((line) => progress.above(printed(line)));
  progress.follow(seen);
  const end = await runPreview(
    {
      folder,
      stack: args.stack,
      pack: packFolder(),
      config: args.config && resolve(args.config),
      more: args.pulumiArg,
      pathFolders,
      environment,
    },
    seen,
  ).finally(() => progress.stop());

  const unwritten = seen.findings.find(({ message }) => message.startsWith(evidenceMissing));
  if (unwritten)
    throw new Failure(unwritten.message.split("\n", 1)[0] ?? evidenceMissing, "Name another folder with --out.", exitCode.couldNotRun);
  const recorded = readRun(evidence, id) ?? (await recordOfPieces());
  if (!recorded) throw explained(end, seen);
  const { run, path } = recorded;
  const reports = writeReports(evidence, run, args.format ?? ["html"]);
  if (args.json)
    resultJson({
      run: run.id,
      outcome: run.outcome,
      complete: run.complete,
      counts: run.counts,
      problems: run.problems,
      findings: worstFirst(run),
      evidence: path,
      reports,
    });
  else result(summaryOf(run));
  note(`Evidence: ${printed(path)}`);
  for (const report of reports) note(`Report: ${printed(report)}`);
  const code = codeOf(run, args.failOn);
  if (code !== exitCode.compliant || end.code === 0 || run.outcome === "blocked") {
    if (!run.complete) note(printed(explained(end, seen).message));
    return code;
  }
  throw new Failure(
    `the pack found nothing that blocks, and yet the preview failed:\n${seen.errors.join("\n")}`,
    "Mend what the engine names.",
    exitCode.couldNotRun,
  );

  /** Of an engine that was killed. The pack, when it notices, records what it knows, which is more than the events say: it goes first. */
  async function recordOfPieces(): Promise<RecordedRun | undefined> {
    if (seen.resources === 0) return undefined;
    for (const until = Date.now() + packEndsMilliseconds; Date.now() < until; ) {
      await setTimeout(pollMilliseconds);
      const byPack = readRun(evidence, id);
      if (byPack) return byPack;
    }
    const run = seen.recordOf({ id, startedAt, configuration, environment });
    return { run, path: addToLedger(evidence, run, environment) };
  }
}

/** `phiguard preview`: the real preview, with the pack, the evidence and the reports. */
export const previewCommand: Command = {
  register(parser, end) {
    parser.command(
      "preview",
      "Runs pulumi preview with the pack; leaves evidence and reports.",
      (options) =>
        options
          .option("cwd", { type: "string", default: ".", describe: "The folder of the Pulumi project." })
          .option("stack", { type: "string", alias: "s", describe: "The stack; else the one that is selected." })
          .option("offline", {
            type: "boolean",
            default: false,
            describe: "Takes the offline provider in place of the AWS provider: needs no credentials.",
          })
          .option("out", {
            type: "string",
            describe: "The folder of the evidence; else what PHIGUARD_EVIDENCE names, else phiguard-evidence.",
          })
          .options(runOptions)
          .option("json", { type: "boolean", default: false, describe: "Prints the outcome and all findings as JSON." })
          .option("pulumi-arg", {
            type: "string",
            array: true,
            nargs: 1,
            default: [],
            describe: "An argument that is handed on to pulumi preview; may be given more than once.",
          })
          .example("$0 preview --stack production", "")
          .example("$0 preview --pulumi-arg=--refresh", "")
          .example("$0 preview --offline --out evidence --format html markdown sarif", "in CI, for a pull request"),
      async ({ cwd, stack, offline, out, config, exceptions, signKey, format, failOn, json, pulumiArg }) => {
        end(await preview({ cwd, stack, offline, out, config, exceptions, signKey, format, failOn, json, pulumiArg }));
      },
    );
  },
};
