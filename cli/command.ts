import type { Argv } from "yargs";
import type { ExitCode } from "./exit-code";

/** One command of `phiguard`: it adds itself to the parser, and says by `end` how it went. Nothing else sets the exit code. */
export interface Command {
  register(parser: Argv, end: (code: ExitCode) => void): void;
}
