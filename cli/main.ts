/** `phiguard`: the command line. Each command is a file in commands/; this one only puts them together and turns errors into exit codes. */
import yargs from "yargs";
import { withStandardInput } from "./arguments";
import { commands } from "./commands";
import { note, printed } from "./console";
import { type ExitCode, exitCode, Failure } from "./exit-code";
import { packVersion } from "./pack";

/** The streams may be closed early, as by `| head`: then nobody listens, and the work, the evidence and the exit code are what they would have been. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exit(exitCode.couldNotRun);
  });
}

function end(code: ExitCode): void {
  process.exitCode = code;
}

function explain(error: unknown): ExitCode {
  if (error instanceof Failure) {
    note(printed(`phiguard: ${error.message}\n${error.remedy}`));
    return error.code;
  }
  note(printed(`phiguard stopped with an error of its own: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  return exitCode.couldNotRun;
}

async function main(): Promise<void> {
  const parser = yargs(withStandardInput(process.argv.slice(2)))
    .scriptName("phiguard")
    .usage("$0 <command>\n\nHIPAA Security Rule safeguards for AWS: checked in previews, states and accounts, with evidence.")
    .epilogue("Exit codes: 0 compliant, 1 findings that block, 2 wrong usage or configuration, 3 could not run.")
    .version(packVersion())
    .alias("help", "h")
    .completion("completion", "Prints a script for the shell's completion; see --help of your shell.")
    .demandCommand(1, "Name a command; phiguard --help lists them.")
    .recommendCommands()
    .strict()
    .wrap(Math.min(100, process.stdout.columns || 100))
    .fail((message: string, error?: Error) => {
      // yargs gives one of the two: the message where the usage is wrong, the error where a command threw.
      throw error ?? new Failure(message, "Run it with --help to see its options.");
    })
    .exitProcess(false);
  for (const command of commands) command.register(parser, end);
  await parser.parseAsync();
}

main().catch((error: unknown) => end(explain(error)));
