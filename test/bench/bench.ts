/**
 * `npm run bench`: what the pack costs beside a pack that does nothing, both run as the engine runs them and asked in turn.
 * Prints a table; with `--write` keeps it in docs/benchmarks.md. Ratios count, since machines differ and are noisy.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { rules } from "../../policies/rules/index.gen";
import { emptyPackFolder, packFolder, type RunningPack, startPack } from "./packs";
import { analyzeRequest, type BenchResource, mixedStack, stackRequest, unspokenStack } from "./resources";

const starts = 7;
const small = 1_000;
const large = 10_000;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function milliseconds(run: () => Promise<void>): Promise<number> {
  const started = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

async function analyzeAll(pack: RunningPack, resources: readonly BenchResource[]): Promise<void> {
  for (const resource of resources) {
    await new Promise<void>((resolve, reject) => {
      pack.client.analyze(analyzeRequest(resource), (error) => (error ? reject(error) : resolve()));
    });
  }
}

function analyzeStack(pack: RunningPack, resources: readonly BenchResource[]): Promise<void> {
  return new Promise((resolve, reject) => {
    pack.client.analyzeStack(stackRequest(resources), (error) => (error ? reject(error) : resolve()));
  });
}

interface Costs {
  readonly start: number[];
  readonly mixed: number[];
  readonly unspoken: number[];
  readonly stackSmall: number[];
  stackLarge: number;
  memory: number;
}

function noCosts(): Costs {
  return { start: [], mixed: [], unspoken: [], stackSmall: [], stackLarge: Number.NaN, memory: Number.NaN };
}

async function measureStart(folder: string, costs: Costs): Promise<void> {
  const pack = await startPack(folder);
  costs.start.push(pack.startMilliseconds);
  pack.stop();
}

async function measureRound(pack: RunningPack, costs: Costs): Promise<void> {
  costs.mixed.push((await milliseconds(() => analyzeAll(pack, mixedStack(small)))) / small);
  costs.unspoken.push((await milliseconds(() => analyzeAll(pack, unspokenStack(small)))) / small);
  costs.stackSmall.push(await milliseconds(() => analyzeStack(pack, mixedStack(small))));
}

async function measureLarge(folder: string, costs: Costs): Promise<void> {
  const pack = await startPack(folder);
  const resources = mixedStack(large);
  await analyzeAll(pack, resources);
  costs.stackLarge = await milliseconds(() => analyzeStack(pack, resources));
  costs.memory = pack.peakMemory();
  pack.stop();
}

function rows(ours: Costs, empty: Costs): string[][] {
  const ratio = (a: number, b: number) => `${(a / b).toFixed(2)}`;
  const row = (what: string, a: number, b: number, digits: number, unit: string) => [
    what,
    `${a.toFixed(digits)} ${unit}`,
    `${b.toFixed(digits)} ${unit}`,
    ratio(a, b),
  ];
  const unspoken = ((median(ours.unspoken) - median(empty.unspoken)) * 1000) / rules.length;
  const growth = (costs: Costs) => costs.stackLarge / median(costs.stackSmall) / (large / small);
  return [
    row("start until the port is printed (median)", median(ours.start), median(empty.start), 0, "ms"),
    row("a resource, mixed stack", median(ours.mixed), median(empty.mixed), 2, "ms"),
    row("a resource of a type without rules", median(ours.unspoken), median(empty.unspoken), 2, "ms"),
    ["each rule that does not apply, a resource", `${unspoken.toFixed(1)} µs`, "", ""],
    row(`stack stage, ${small} resources`, median(ours.stackSmall), median(empty.stackSmall), 0, "ms"),
    row(`stack stage, ${large} resources`, ours.stackLarge, empty.stackLarge, 0, "ms"),
    ["stack stage, growth beside the resources' (1 = linear)", growth(ours).toFixed(2), growth(empty).toFixed(2), ""],
    row(`peak memory at ${large} resources`, ours.memory, empty.memory, 0, "MiB"),
  ];
}

async function main(): Promise<void> {
  const empty = emptyPackFolder();
  const [ours, theirs] = [noCosts(), noCosts()];
  try {
    for (let count = 0; count < starts; count++) {
      process.stderr.write(`start ${count + 1} of ${starts}\n`);
      await measureStart(packFolder, ours);
      await measureStart(empty.folder, theirs);
    }
    const packs: [RunningPack, Costs][] = [
      [await startPack(packFolder), ours],
      [await startPack(empty.folder), theirs],
    ];
    for (let round = 0; round < 4; round++) {
      process.stderr.write(`round ${round + 1} of 4${round === 0 ? " (warm-up, not counted)" : ""}\n`);
      for (const [pack, costs] of packs) await measureRound(pack, round === 0 ? noCosts() : costs);
    }
    for (const [pack] of packs) pack.stop();
    process.stderr.write(`${large} resources\n`);
    await measureLarge(packFolder, ours);
    await measureLarge(empty.folder, theirs);
  } finally {
    empty.remove();
  }
  const head = ["what", `phiguard, ${rules.length} rules`, "an empty pack", "ratio"];
  const measured = rows(ours, theirs);
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...measured);
  process.stdout.write(`${table.toString()}\n`);
  if (process.argv.includes("--write")) {
    const text = [
      "# Benchmarks",
      "",
      `\`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} processors. Both packs run as the engine runs them, asked in turn in one run; compare ratios, not times.`,
      "",
      `| ${head.join(" | ")} |`,
      "|---|---|---|---|",
      ...measured.map((cells) => `| ${cells.join(" | ")} |`),
      "",
      "Aims: start at most 1.15 times an empty pack; at most 5 µs for each rule and resource that it does not apply to; a stack stage that grows no faster than the resources; under 400 MiB at 10,000 resources.",
      "",
    ];
    writeFileSync(join(__dirname, "../../docs/benchmarks.md"), text.join("\n"));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
