/** The evidence could not be written or read: says what, where, and what to do. Nothing that was written before is lost. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";

  /** @param remedy what to do about it, one sentence. */
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than this system allows",
  EROFS: "the file system is read-only",
  EACCES: "writing there is not allowed",
  EPERM: "writing there is not allowed",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
};

/** The system's code for what went wrong, `ENOSPC`; undefined for what is no error of the system. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What the system says of a file, in words where they are known. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  const known = code !== undefined && Object.hasOwn(explanations, code) ? explanations[code] : undefined;
  if (known !== undefined) return `${known} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
