import { createHash } from "node:crypto";

/** Hexadecimal digits that are the same whenever the text is: at most 64. */
export function hexadecimal(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

/** Letters a to p that are the same whenever the text is: at most 64. */
export function letters(text: string, count: number): string {
  return [...hexadecimal(text, count)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
}

/** A version 4 UUID in form, the same whenever the text is. */
export function uuid(text: string): string {
  const hex = hexadecimal(text, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
