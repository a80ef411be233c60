/** What the exit code of `phiguard` says; the same for every command. */
export const exitCode = {
  /** Nothing that blocks. */
  compliant: 0,
  /** Findings that block. */
  blocked: 1,
  /** Wrong usage, or a file that the user gave is wrong. */
  wrongUsage: 2,
  /** It could not be done: the engine, the disk, the network. */
  couldNotRun: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** An end that is the user's to mend: says what, where, and what to do. */
export class Failure extends Error {
  override readonly name = "Failure";

  /** @param remedy what to do about it, one sentence; @param code 2 where the user gave something wrong, 3 where the machine failed. */
  constructor(
    message: string,
    readonly remedy: string,
    readonly code: typeof exitCode.wrongUsage | typeof exitCode.couldNotRun = exitCode.wrongUsage,
  ) {
    super(message);
  }
}
