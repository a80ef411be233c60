/**
 * `npm run bench:verify`: what `phiguard verify` costs on an emulated account with 2,000 resources in 25 services. The emulator answers from the same
 * processors, so the time is more than the command's own; the calls are what AWS would be asked. Prints tables; with `--write` keeps them in
 * docs/benchmarks-verify.md. Run the build first: the built command is measured.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { credentials, region } from "../verify/clinic-account";
import { startMoto } from "../verify/moto";
import { fillAccount, resourcesFilled, servicesFilled } from "./large-account";
import { type Cost, measured, median } from "./measured-command";

const rounds = 3;

interface Verified {
  readonly calls: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

async function main(): Promise<void> {
  const moto = await startMoto();
  const costs: Cost[] = [];
  try {
    await fillAccount(moto.endpoint, (service) => process.stderr.write(`filled: ${service}\n`));
    const environment = {
      ...process.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    for (let round = 0; round < rounds; round++) {
      process.stderr.write(`round ${round + 1} of ${rounds}\n`);
      costs.push(await measured(["verify", "--json", "--region", region, "--endpoint", moto.endpoint], environment));
    }
  } finally {
    await moto.stop();
  }
  const { runs }: { runs: readonly Verified[] } = JSON.parse(costs[0]?.said ?? "");
  const [{ calls, counts } = { calls: {}, counts: {} }] = runs;
  const asked = Object.entries(calls).sort(([one], [other]) => (one < other ? -1 : 1));
  const total = asked.reduce((sum, [, count]) => sum + count, 0);
  const head = ["resources read", "the whole command (median)", "its processor time (median)", "peak memory", "calls"];
  const row = [
    String(counts.resources ?? 0),
    `${median(costs.map((cost) => cost.seconds)).toFixed(1)} s`,
    `${median(costs.map((cost) => cost.processorSeconds)).toFixed(1)} s`,
    `${Math.max(...costs.map((cost) => cost.mebibytes)).toFixed(0)} MiB`,
    String(total),
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(row);
  process.stdout.write(`${table.toString()}\n${asked.map(([service, count]) => `${service} ${count}`).join(", ")}\n`);
  if (!process.argv.includes("--write")) return;
  const text = [
    "# Benchmark of phiguard verify",
    "",
    `\`npm run bench:verify -- --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} processors, ${rounds} rounds. moto with ${resourcesFilled} resources in ${servicesFilled} services, on the same processors: of the whole time, most is the emulator's. Settings of a resource count as resources of their own.`,
    "",
    `| ${head.join(" | ")} |`,
    "|---|---|---|---|---|",
    `| ${row.join(" | ")} |`,
    "",
    "Aims: under 60 seconds and 500 MiB; no call is made twice.",
    "",
    "## Calls by service",
    "| service | calls |",
    "|---|---|",
    ...asked.map(([service, count]) => `| ${service} | ${count} |`),
    "",
  ];
  writeFileSync(join(__dirname, "../../docs/benchmarks-verify.md"), text.join("\n"));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
