import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const phiguard = join(__dirname, "../../cli/phiguard.js");

/** Ticks of the kernel's clock in a second, as `getconf CLK_TCK` says on Linux. */
const ticksPerSecond = 100;

/** What a command cost. */
export interface Cost {
  readonly seconds: number;
  /** What all threads of the process took of the processors: it does not depend on what else the machine does. */
  readonly processorSeconds: number;
  readonly mebibytes: number;
  readonly said: string;
}

/** Runs the built command. Its peak memory is what the kernel has noted of the process at its end. */
export function measured(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<Cost> {
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [phiguard, ...args], { stdio: ["ignore", "pipe", "inherit"], env: environment });
    let said = "";
    let kibibytes = 0;
    let ticks = 0;
    const watch = setInterval(() => {
      try {
        const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(child.pid)}/status`, "utf8"))?.[1];
        kibibytes = Math.max(kibibytes, Number(peak ?? 0));
        const stat = readFileSync(`/proc/${String(child.pid)}/stat`, "utf8");
        const [user, system] = stat
          .slice(stat.lastIndexOf(")") + 2)
          .split(" ")
          .slice(11, 13);
        ticks = Math.max(ticks, Number(user) + Number(system));
      } catch {
        // It has ended.
      }
    }, 5);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.on("error", reject);
    child.on("close", () => {
      clearInterval(watch);
      resolve({
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
        processorSeconds: ticks / ticksPerSecond,
        mebibytes: kibibytes / 1024,
        said: said.trimEnd(),
      });
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
