/** What keeps a Pulumi CLI from being had; its message is meant for a person and says what to do. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}

/** The message of an unknown thrown value, on one line. */
export function reason(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replaceAll(/\s+/g, " ").trim();
}
