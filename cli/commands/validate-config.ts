import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { exitCode } from "../exit-code";
import { readJsonFile, readPackConfiguration } from "../pack-configuration";

/** `phiguard validate-config FILE`: what the engine would silently ignore, and what the pack would refuse. */
export const validateConfigCommand: Command = {
  register(parser, end) {
    parser.command(
      "validate-config <file>",
      "Checks a policy pack configuration: unknown names, wrong types, loosened parameters.",
      (options) =>
        options
          .positional("file", { type: "string", demandOption: true, describe: "The file that --policy-pack-config is given." })
          .option("json", { type: "boolean", default: false, describe: "Prints the problems as JSON." })
          .example("$0 validate-config phiguard.json", "checks a file before the engine reads it"),
      ({ file, json }) => {
        const { problems } = readPackConfiguration(readJsonFile(file));
        if (json) resultJson({ file, problems });
        else if (problems.length === 0) result(`${printed(file)} is right.`);
        else for (const { at, problem } of problems) note(printed(`${file}: ${at === "" ? "the file" : at} ${problem}`));
        end(problems.length === 0 ? exitCode.compliant : exitCode.wrongUsage);
      },
    );
  },
};
