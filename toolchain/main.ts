// npm run toolchain -- --print-path: makes sure that there is a Pulumi CLI and prints the folder to put on PATH.
import { delimiter } from "node:path";
import { ensureToolchain, ToolchainError } from "./ensure";

const usage = `usage: npm run --silent toolchain -- --print-path
  Makes sure that there is a Pulumi CLI and prints the folder to put on PATH, for instance:
  PATH="$(npm run --silent toolchain -- --print-path):$PATH"`;

async function main(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== "--print-path") {
    const help = args.includes("--help");
    process[help ? "stdout" : "stderr"].write(`${usage}\n`);
    return help ? 0 : 2;
  }
  try {
    const { pathFolders } = await ensureToolchain();
    process.stdout.write(`${pathFolders.join(delimiter)}\n`);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof ToolchainError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    return 1;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`toolchain: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
    process.exitCode = 1;
  },
);
