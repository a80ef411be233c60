import type { Command } from "../command";
import { add } from "../exceptions/add";
import { check } from "../exceptions/check";
import { compile } from "../exceptions/compile";
import { list } from "../exceptions/list";
import { fileOption, jsonOption, withConfiguration } from "../exceptions/register-file";
import { sign } from "../exceptions/sign";
import { exitCode } from "../exit-code";
import { terminal } from "../terminal";

/** `phiguard exceptions check | list | compile | add | sign`. */
export const exceptionsCommand: Command = {
  register(parser, end) {
    parser.command("exceptions", "Checks, lists, compiles, writes and signs the exceptions register.", (exceptionsParser) =>
      exceptionsParser
        .command(
          "check [file]",
          "Tells everything that is wrong with a register, with line and column.",
          (options) => withConfiguration(options).positional("file", fileOption).option("json", jsonOption),
          ({ file, config, json }) => end(check(file, config, json)),
        )
        .command(
          "list [file]",
          "Lists the exceptions, and whether they count today.",
          (options) => withConfiguration(options).positional("file", fileOption).option("json", jsonOption),
          ({ file, config, json }) => end(list(file, config, json)),
        )
        .command(
          "compile [file]",
          "Prints the register as the pack's setting, or embeds it in a pack configuration.",
          (options) =>
            withConfiguration(options)
              .positional("file", fileOption)
              .option("into", { type: "string", describe: "The pack configuration that is to hold the register." })
              .option("native", { type: "boolean", default: false, describe: "Prints Pulumi's own policy exceptions instead." })
              .conflicts("into", "native")
              .example("$0 exceptions compile --into phiguard.json", "for a pack that Pulumi Cloud enforces"),
          ({ file, config, into, native }) => end(compile(file, { configuration: config, into, native })),
        )
        .command(
          "add [file]",
          "Writes an exception: asks what the options do not say.",
          (options) =>
            withConfiguration(options)
              .positional("file", fileOption)
              .option("id", { type: "string", describe: "Its name." })
              .option("rule", { type: "string", array: true, describe: "The rules." })
              .option("resource", { type: "string", array: true, describe: 'The resources: a URN, or "type name".' })
              .option("kind", { type: "string", describe: "equivalent-alternative, accepted-risk or not-applicable." })
              .option("reason", { type: "string", describe: "Why the rule is not met as it stands." })
              .option("measure", { type: "string", describe: "What is done instead." })
              .option("seen-at", { type: "string", describe: "Where that can be seen." })
              .option("risk-analysis", { type: "string", describe: "Where the risk analysis treats it." })
              .option("owner", { type: "string", describe: "Who answers for it." })
              .option("approver", { type: "string", describe: "Who approved it; not the owner." })
              .option("approved-on", { type: "string", describe: "The day of the approval; today where it is left out." })
              .option("expires-on", { type: "string", describe: "The last day on which it counts; a year later where it is left out." })
              .example("$0 exceptions add", "asks everything"),
          async ({ file, config, rule, resource, ...given }) => {
            const person = terminal();
            try {
              end(await add(file, { ...given, rules: rule, resources: resource }, person?.ask, config));
            } finally {
              person?.close();
            }
          },
        )
        .command(
          "sign <id> [file]",
          "Signs an exception with its approver's key.",
          (options) =>
            options
              .positional("id", { type: "string", demandOption: true, describe: "The exception." })
              .positional("file", fileOption)
              .option("key", { type: "string", demandOption: true, describe: "Ed25519 private key, PEM." })
              .example("$0 exceptions sign visits-encryption --key approver.pem", ""),
          ({ id, file, key }) => end(sign(file, id, key)),
        )
        .demandCommand(1, "Say check, list, compile, add or sign.")
        .strict()
        .epilogue(
          `Exit codes: ${exitCode.compliant} right, ${exitCode.wrongUsage} something is wrong with the register, ${exitCode.couldNotRun} could not be done.`,
        ),
    );
  },
};
