import type { Command } from "../command";
import { rulesCommand } from "./rules";
import { validateConfigCommand } from "./validate-config";

/** All commands, in the order of `phiguard --help`. */
export const commands: readonly Command[] = [rulesCommand, validateConfigCommand];
