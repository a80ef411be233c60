import type { ServerWritableStream } from "@grpc/grpc-js";
import { type RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { messageOf } from "../failure";
import { launchPlugin, launchPolicyPack } from "./launch";
import { type Ending, failureOf, NodeProcess } from "./node-process";
import { PolicyPackProxy } from "./policy-pack-proxy";

type PluginCall = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a plugin until it ends or the engine drops the call, with its output as it comes and its exit code at the end. */
export async function runPlugin(call: PluginCall): Promise<void> {
  if (call.request.getAttachDebugger()) throw new Error("attaching a debugger to a plugin needs the language host of the vendor's CLI");
  const stdout = (chunk: Buffer) => void call.write(new RunPluginResponse().setStdout(chunk));
  const stderr = (chunk: Buffer) => void call.write(new RunPluginResponse().setStderr(chunk));
  const ending = await (call.request.getKind() === "analyzer" ? runPolicyPack(call, stdout, stderr) : runOther(call, stdout, stderr));
  if (ending.code === null) stderr(Buffer.from(`${failureOf("the plugin", ending)}\n`));
  // A process that a signal has ended has no exit code; 1 is what tells the engine that it failed.
  call.write(new RunPluginResponse().setExitcode(ending.code ?? 1));
}

function runOther(call: PluginCall, stdout: (chunk: Buffer) => void, stderr: (chunk: Buffer) => void): Promise<Ending> {
  const plugin = new NodeProcess(launchPlugin(call.request), stdout, stderr);
  call.on("cancelled", () => plugin.stop());
  return plugin.ended;
}

async function runPolicyPack(call: PluginCall, stdout: (chunk: Buffer) => void, stderr: (chunk: Buffer) => void): Promise<Ending> {
  const proxy = new PolicyPackProxy();
  const cancelled = new Promise<"cancelled">((resolve) => {
    call.on("cancelled", () => resolve("cancelled"));
  });
  try {
    stdout(Buffer.from(`${await proxy.listen()}\n`));
    const configured = await Promise.race([proxy.configuration.then((configuration) => ({ configuration })), cancelled]);
    if (configured === "cancelled") return { code: 0, signal: null };

    const readPort = new PortReader(stdout);
    const launch = launchPolicyPack(call.request, configured.configuration);
    const pack = new NodeProcess(launch, (chunk) => readPort.take(chunk), stderr);
    call.on("cancelled", () => pack.stop());
    const what = `the policy pack in ${launch.folder}`;
    readPort.port.then(
      (port) => proxy.attach(port).catch((thrown: Error) => proxy.fail(`${what} could not be configured: ${thrown.message}`)),
      (thrown: Error) => {
        proxy.fail(`${what} ${thrown.message}`);
        pack.stop();
      },
    );
    const ending = await pack.ended;
    proxy.fail(failureOf(what, ending) ?? `${what} ended before it had created a PolicyPack`);
    return ending;
  } catch (thrown) {
    proxy.fail(messageOf(thrown));
    throw thrown;
  } finally {
    // The calls that wait are answered first.
    setImmediate(() => proxy.close());
  }
}

/** The first line of a policy pack's stdout is the port that it listens on; the rest is its output. */
class PortReader {
  readonly port: Promise<number>;
  private resolve: (port: number) => void = () => {};
  private reject: (failure: Error) => void = () => {};
  private head: Buffer | undefined = Buffer.alloc(0);

  constructor(private readonly passOn: (chunk: Buffer) => void) {
    this.port = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  take(chunk: Buffer): void {
    if (this.head === undefined) {
      this.passOn(chunk);
      return;
    }
    this.head = Buffer.concat([this.head, chunk]);
    const end = this.head.indexOf("\n");
    if (end < 0) return;
    const line = this.head.toString("utf8", 0, end).trim();
    const rest = this.head.subarray(end + 1);
    this.head = undefined;
    if (/^\d{1,5}$/.test(line)) {
      this.resolve(Number(line));
      if (rest.length > 0) this.passOn(rest);
    } else {
      this.reject(new Error(`wrote to its standard output before it was ready, where the engine expects a port: ${JSON.stringify(line)}`));
    }
  }
}
