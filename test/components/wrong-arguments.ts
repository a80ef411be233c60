import type { ExceptionEntry } from "../../components/index";

/** Arguments as a program without types, or in another language, may give them. */
export function untyped<Args>(args: Readonly<Record<string, unknown>>): Args {
  return args as unknown as Args;
}

const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

/** An exception that holds today, with what a test changes. */
export function exception(changes: Partial<ExceptionEntry> = {}): ExceptionEntry {
  return {
    id: "EX-2026-014",
    kind: "accepted-risk",
    reason: "The stack is thrown away every night.",
    owner: "Records Team",
    approver: "Security Officer",
    approvedOn: day(Date.now()),
    expiresOn: day(Date.now() + 90 * 24 * 60 * 60 * 1000),
    ...changes,
  };
}
