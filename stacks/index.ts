import { readdirSync } from "node:fs";
import { join } from "node:path";
import { getStack, RunError } from "@pulumi/pulumi";

/** The folders beside this file: each is a program, and its name is the name of the stack. */
function availableStacks(): string[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Loads the program whose folder has the stack's name, and passes on what it exports: the stack's outputs. */
function loadProgram(): unknown {
  const stack = getStack();
  const available = availableStacks();
  if (!available.includes(stack)) {
    throw new RunError(`there is no program for a stack named ${JSON.stringify(stack)}; name the stack one of: ${available.join(", ")}`);
  }
  // Only what is loaded declares resources, so the other programs must stay out.
  return require(join(__dirname, stack));
}

export = loadProgram();
