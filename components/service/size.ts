import type { Refuse } from "../foundation/validation";

/** A step of one GB, in MB. */
const gigabyte = 1024;

interface Memory {
  /** The least and the most memory, in MB. */
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** The memory that goes with each size of processor, in units of which 1024 are one. Source: Amazon ECS Developer Guide, "Task CPU and memory" for Fargate. */
const sizes: Readonly<Record<number, Memory>> = {
  512: { least: gigabyte, most: 4 * gigabyte, step: gigabyte },
  1024: { least: 2 * gigabyte, most: 8 * gigabyte, step: gigabyte },
  2048: { least: 4 * gigabyte, most: 16 * gigabyte, step: gigabyte },
  4096: { least: 8 * gigabyte, most: 30 * gigabyte, step: gigabyte },
  8192: { least: 16 * gigabyte, most: 60 * gigabyte, step: 4 * gigabyte },
  16384: { least: 32 * gigabyte, most: 120 * gigabyte, step: 8 * gigabyte },
};

const smallest = [512, gigabyte, 2 * gigabyte];

/** Holds a task to the sizes that Fargate has. */
export function refuseWrongSize(cpu: number, memory: number, refuse: Refuse): void {
  if (cpu === 256) {
    if (!smallest.includes(memory)) refuse("memory", `must be one of ${smallest.join(", ")} where cpu is 256`);
    return;
  }
  const size = sizes[cpu];
  if (!size) refuse("cpu", `must be one of 256, ${Object.keys(sizes).join(", ")}`);
  else if (memory < size.least || memory > size.most || memory % size.step !== 0) {
    refuse("memory", `must be from ${size.least} to ${size.most} in steps of ${size.step} where cpu is ${cpu}`);
  }
}
