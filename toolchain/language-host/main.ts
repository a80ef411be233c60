// pulumi-language-nodejs: started by the engine with its address as the last argument; answers with the port that it listens on.
import { fstatSync } from "node:fs";
import { Server } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { version } from "../package.json";
import { channelOptions, listen } from "./channel";
import { killAll, stopAll } from "./node-process";
import { languageRuntime } from "./service";

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--version") || args.includes("-version")) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const last = args.at(-1) ?? "";
  const engine = last.startsWith("-") ? "" : last;
  const tracingAt = args.indexOf("--tracing");
  const tracing = tracingAt < 0 ? "" : (args[tracingAt + 1] ?? "");

  const server = new Server(channelOptions);
  server.addService(LanguageRuntimeService, languageRuntime({ engine, tracing }));
  endWith(engine);
  process.stdout.write(`${await listen(server)}\n`);
}

/** Ends this process, and all that it has started, on a signal and with the engine. */
function endWith(engine: string): void {
  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    void stopAll().then(() => process.exit(code));
  };
  process.on("SIGINT", () => end(130));
  process.on("SIGTERM", () => end(143));
  process.on("SIGHUP", () => end(129));
  process.on("exit", killAll);
  // The engine holds the other end of this pipe, and the system closes it even if the engine is ended by force.
  const stdin = fstatSync(0);
  if (engine !== "" && (stdin.isFIFO() || stdin.isSocket())) {
    process.stdin.on("end", () => end(0)).on("error", () => end(0));
    process.stdin.resume();
  }
  // Nobody reads any more: the engine has gone.
  process.stdout.on("error", () => end(0));
  process.stderr.on("error", () => end(0));
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  process.stderr.write(`pulumi-language-nodejs: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exitCode = 1;
});
