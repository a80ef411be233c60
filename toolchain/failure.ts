/** What keeps a Pulumi CLI from being had; its message is meant for a person and says what to do. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}

/** The message of an unknown thrown value, on one line. */
export function reason(thrown: unknown): string {
  return messageOf(thrown).replaceAll(/\s+/g, " ").trim();
}

/** The message of an unknown thrown value. Does not ask for `instanceof Error`: an error may come from another realm. */
export function messageOf(thrown: unknown): string {
  const message = typeof thrown === "object" && thrown !== null && "message" in thrown ? thrown.message : thrown;
  return String(message);
}

/** The `code` of an error of the system, of the module loader or of gRPC, such as "ENOENT". */
export function codeOf(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : undefined;
}
