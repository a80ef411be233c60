import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";

const root = join(__dirname, "../..");
const runPolicyPack = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
const largestMessage = 400 * 1024 * 1024;

/** A policy pack that runs as the engine runs it: a process that prints its port and speaks gRPC. */
export interface RunningPack {
  readonly client: AnalyzerClient;
  /** Milliseconds from the start of the process until its port was printed. */
  readonly startMilliseconds: number;
  /** The most memory that the process has held so far, in MiB. */
  peakMemory(): number;
  stop(): void;
}

/** Starts the pack in a folder. */
export function startPack(folder: string): Promise<RunningPack> {
  const started = process.hrtime.bigint();
  const child: ChildProcess = spawn(process.execPath, [runPolicyPack, "127.0.0.1:0", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the pack in ${folder} ended with ${code} before it served`)));
    child.stdout?.once("data", (data: Buffer) => {
      const startMilliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      const client = new AnalyzerClient(`127.0.0.1:${data.toString().trim()}`, credentials.createInsecure(), {
        "grpc.max_receive_message_length": largestMessage,
        "grpc.max_send_message_length": largestMessage,
      });
      resolve({
        client,
        startMilliseconds,
        peakMemory: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
        stop: () => {
          child.removeAllListeners("exit");
          client.close();
          child.kill();
        },
      });
    });
  });
}

/** A pack with one policy that does nothing: what any pack costs. */
export function emptyPackFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "phiguard-empty-pack-"));
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(folder, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [{ name: "nothing", description: "Nothing.", enforcementLevel: "advisory", validateResource: () => {} }] });\n',
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const packFolder = join(root, "policies");
