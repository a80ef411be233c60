import type { Command } from "../command";
import { annotationsCommand } from "./annotations";
import { baselineCommand } from "./baseline";
import { checkCommand } from "./check";
import { drillCommand } from "./drill";
import { evidenceCommand } from "./evidence";
import { exceptionsCommand } from "./exceptions";
import { flowCommand } from "./flow";
import { initCommand } from "./init";
import { previewCommand } from "./preview";
import { reportCommand } from "./report";
import { reviewCommand } from "./review";
import { rulesCommand } from "./rules";
import { validateConfigCommand } from "./validate-config";
import { verifyCommand } from "./verify";

/** All commands, in the order of `phiguard --help`. */
export const commands: readonly Command[] = [
  previewCommand,
  checkCommand,
  verifyCommand,
  reviewCommand,
  drillCommand,
  rulesCommand,
  reportCommand,
  flowCommand,
  validateConfigCommand,
  evidenceCommand,
  exceptionsCommand,
  baselineCommand,
  initCommand,
  annotationsCommand,
];
