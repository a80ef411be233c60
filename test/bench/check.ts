/**
 * `npx tsx test/bench/check.ts`: what `phiguard check` costs on states of 10,000 resources, one of some 50 MB and one of more than 200 MB.
 * Prints a table; with `--write` keeps it in docs/benchmarks-check.md. Run the build first: the built command is measured.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { rules } from "../../policies/rules/index.gen";
import { type Cost, measured, median } from "./measured-command";
import { type BenchResource, mixedStack } from "./resources";

const count = 10_000;
const rounds = 5;
const root = { urn: "urn:pulumi:bench::clinic::pulumi:pulumi:Stack::clinic-bench", custom: false, type: "pulumi:pulumi:Stack" };

/** A resource as an export has it. @param outputBytes what the provider's answers add to the file */
function exported({ urn, type, name, properties, propertyDependencies }: BenchResource, outputBytes: number): object {
  const inputs = properties.toJavaScript();
  return {
    urn,
    custom: true,
    id: name,
    type,
    inputs,
    outputs: { ...inputs, arn: `arn:aws:service:us-east-1:123456789012:${name}`, description: "x".repeat(outputBytes) },
    parent: root.urn,
    propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).map(([property, on]) => [property, [on]])),
    sourcePosition: "project:///index.ts#12,3",
    stackTrace: Array.from({ length: 12 }, () => ({ sourcePosition: "project:///node_modules/@pulumi/runtime/stack.ts#38,19" })),
  };
}

function writeState(file: string, outputBytes: number): void {
  const descriptor = openSync(file, "w");
  writeSync(descriptor, `{"version":3,"deployment":{"manifest":{},"resources":[${JSON.stringify(root)}`);
  for (const resource of mixedStack(count)) writeSync(descriptor, `,\n${JSON.stringify(exported(resource, outputBytes), null, 4)}`);
  writeSync(descriptor, "]}}");
  closeSync(descriptor);
}

async function costOf(file: string): Promise<string[]> {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    costs.push(await measured(["check", "--state", file]));
  }
  process.stderr.write(`${costs[0]?.said.split("\n").at(-1) ?? ""}\n`);
  const seconds = median(costs.map((cost) => cost.seconds));
  return [
    `${(statSync(file).size / 1024 / 1024).toFixed(0)} MiB`,
    `${seconds.toFixed(2)} s`,
    `${median(costs.map((cost) => cost.processorSeconds)).toFixed(2)} s`,
    `${((seconds / count) * 1000).toFixed(2)} ms`,
    `${Math.max(...costs.map((cost) => cost.mebibytes)).toFixed(0)} MiB`,
  ];
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "phiguard-bench-check-"));
  const head = [`state of ${count} resources`, "the whole command (median)", "processor time (median)", "a resource", "peak memory"];
  const rows: string[][] = [];
  try {
    for (const outputBytes of [500, 20_000]) {
      const file = join(scratch, `state-${outputBytes}.json`);
      writeState(file, outputBytes);
      rows.push(await costOf(file));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  process.stdout.write(`${table.toString()}\n`);
  if (!process.argv.includes("--write")) return;
  const text = [
    "# Benchmark of phiguard check",
    "",
    `\`npx tsx test/bench/check.ts --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} processors, ${rules.length} rules, ${rounds} rounds. From the start of the process to its end; the memory is the most that any round took.`,
    "",
    `| ${head.join(" | ")} |`,
    "|---|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    "Where the whole command took longer than its processor time, other work shared the processors while it was measured.",
    "",
    "Aims: 10,000 resources in under 5 seconds and 600 MiB, whatever the size of the file.",
    "",
  ];
  writeFileSync(join(__dirname, "../../docs/benchmarks-check.md"), text.join("\n"));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
