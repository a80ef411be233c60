/**
 * The main job, shown: the real Pulumi engine previews the reference stacks with the pack, lets the compliant ones through and blocks the other.
 * Needs no AWS account, no credentials, no login. Exits with 0 only if exactly that happened.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import colors from "picocolors";
import { offlineProviderFolder } from "../cli/offline/launcher";
import { paragraph } from "../policies/hipaa/paragraphs";
import { rules } from "../policies/rules/index.gen";
import { expected } from "../stacks/violating/expected";
import { type EngineEvent, openEngine, violationsOf } from "../test/engine/run-pulumi";
import { ensureToolchain } from "../toolchain/ensure";

const root = join(__dirname, "..");
const pack = join(root, "policies");

/** A table without lines between its rows: a screenful, not three. */
const compact = {
  style: { head: [], border: [] },
  chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
};

interface Shown {
  readonly stack: string;
  readonly what: string;
  /** Whether the stack owns the account's baseline, so that what is missing from it is a finding. */
  readonly ownsBaseline: boolean;
}

/** The stacks that must be let through, in the order in which they are shown. */
const compliant: readonly Shown[] = [
  { stack: "quickstart", what: "a bucket and a table", ownsBaseline: false },
  { stack: "clinic", what: "the back end of a clinic, on components", ownsBaseline: false },
  { stack: "baseline", what: "what an account has first", ownsBaseline: true },
  { stack: "organization", what: "safeguards for all accounts", ownsBaseline: false },
];
const violatingStack: Shown = { stack: "violating", what: "a back end before anybody reviewed it", ownsBaseline: false };

interface Preview {
  readonly stack: string;
  readonly exitCode: number | null;
  readonly resources: number;
  readonly passed: number;
  /** Mandatory findings, as "rule resource". */
  readonly violations: readonly string[];
  readonly advisories: number;
  readonly seconds: number;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function nameOf(urn: string | undefined): string {
  return urn?.split("::").at(-1) ?? "";
}

function readEvents(file: string): readonly EngineEvent[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): EngineEvent => JSON.parse(line));
}

async function preview({ stack, ownsBaseline }: Shown, scratch: string): Promise<Preview> {
  const engine = await openEngine({
    projectDirectory: root,
    stack,
    pathFolders: [offlineProviderFolder()],
    // The event log is one of the flags that the CLI offers only with this variable.
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", PULUMI_DEBUG_COMMANDS: "true" },
  });
  try {
    const log = join(scratch, `${stack}.events`);
    const config = join(scratch, `${stack}.json`);
    writeFileSync(config, JSON.stringify({ phiguard: { accountBaseline: ownsBaseline } }));
    const started = engine.startPreview({
      policyPacks: [pack],
      policyPackConfigs: [config],
      args: ["--event-log", log],
      limitSeconds: 600,
    });
    started.child.stdout?.pipe(process.stdout, { end: false });
    started.child.stderr?.pipe(process.stderr, { end: false });
    const run = await started.done;
    const events = existsSync(log) ? readEvents(log) : [];
    const found = violationsOf(events);
    const mandatory = found.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
    return {
      stack,
      exitCode: run.exitCode,
      resources: new Set(events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn ?? [])).size,
      passed: events.reduce((sum, { policyAnalyzeSummaryEvent }) => sum + (policyAnalyzeSummaryEvent?.passed?.length ?? 0), 0),
      violations: [...new Set(mandatory.map(({ policyName, resourceUrn }) => `${policyName} ${nameOf(resourceUrn)}`))].sort(),
      advisories: found.length - mandatory.length,
      seconds: run.seconds,
    };
  } finally {
    engine.close();
  }
}

function summary(previews: readonly Preview[]): string {
  const table = new Table({ ...compact, head: ["stack", "resources", "checks passed", "violations", "advisory", "the engine", "seconds"] });
  for (const { stack, resources, passed, violations, advisories, exitCode, seconds } of previews) {
    const verdict = exitCode === 0 ? colors.green("let it through") : colors.red(`blocked it (exit ${exitCode})`);
    table.push([stack, resources, passed, violations.length, advisories, verdict, seconds.toFixed(1)]);
  }
  return table.toString();
}

function violatedRules(violations: readonly string[]): string {
  const table = new Table({ ...compact, head: ["rule", "45 CFR", "broken by"] });
  for (const rule of rules) {
    const names = violations
      .filter((violation) => violation.startsWith(`${rule.id} `))
      .map((violation) => violation.slice(rule.id.length + 1));
    if (names.length > 0) table.push([rule.id, `${rule.cites[0]} ${paragraph(rule.cites[0]).title}`, names.join("\n")]);
  }
  return table.toString();
}

/** What went otherwise than it must; empty where all is well. */
function surprises(through: readonly Preview[], violating: Preview): string[] {
  const wanted = new Set(Object.entries(expected).flatMap(([name, ids]) => ids.map((id) => `${id} ${name}`)));
  const found = new Set(violating.violations);
  return [
    ...through.flatMap(({ stack, exitCode, violations }) => [
      ...(exitCode === 0 ? [] : [`${stack}: the engine exited with ${exitCode}`]),
      ...violations.map((violation) => `${stack}: ${violation} was not expected`),
    ]),
    ...(violating.exitCode === 0 ? ["violating: the engine let it through"] : []),
    ...[...found].filter((violation) => !wanted.has(violation)).map((violation) => `violating: ${violation} was not expected`),
    ...[...wanted].filter((violation) => !found.has(violation)).map((violation) => `violating: ${violation} is missing`),
  ];
}

async function main(): Promise<number> {
  say(colors.bold(`1/${compliant.length + 2}  The Pulumi CLI`));
  const toolchain = await ensureToolchain();
  say(`     ${toolchain.version}${toolchain.ours ? ", built here from its Go modules" : ""}`);
  if (!existsSync(join(pack, "bin", "index.js"))) {
    say('The pack is not built. Run "npm ci" or "npm run build" and try again.');
    return 1;
  }
  const scratch = mkdtempSync(join(tmpdir(), "phiguard-demo-"));
  try {
    const steps = compliant.length + 2;
    const shown = async (one: Shown, step: number): Promise<Preview> => {
      say(colors.bold(`\n${step}/${steps}  pulumi preview --stack ${one.stack} --policy-pack policies   (${one.what})`));
      return preview(one, scratch);
    };
    const through: Preview[] = [];
    for (const [index, one] of compliant.entries()) through.push(await shown(one, index + 2));
    const violating = await shown(violatingStack, steps);

    say(`\n${violatedRules(violating.violations)}`);
    say(summary([...through, violating]));
    const wrong = surprises(through, violating);
    for (const surprise of wrong) say(colors.red(surprise));
    say(
      wrong.length === 0
        ? colors.green(
            `The compliant stacks passed; the other was blocked by exactly the ${violating.violations.length} findings that it is written to cause.`,
          )
        : colors.red("This is not what the stacks are written to show."),
    );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
