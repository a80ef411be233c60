import { type KeyObject, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { systemReason } from "../../policies/evidence/failure";
import { makeFolder } from "../../policies/evidence/folder";
import { writeNewFile } from "../../policies/evidence/ledger";
import { keyId } from "../../policies/evidence/signature";
import { exitCode, Failure } from "../exit-code";
import type { HistoryLine } from "./history-file";
import type { Verification } from "./verify";

/** The folder of a ledger's seals. */
export const sealsFolder = "seals";

/**
 * A signature over the last line of a history at some time, in a file of its own: since each line holds the hash of the one before, it vouches for all
 * lines up to there. So a key that never leaves AWS KMS can sign after a run, which no run waits for.
 */
const sealSchema = z
  .strictObject({
    format: z.literal("phiguard-seal/1"),
    /** The SHA-256 of the line, as `previous` of the next one will have it. */
    head: z.string().regex(/^[0-9a-f]{64}$/),
    /** The line's number, from 1. */
    lines: z.int().min(1),
    at: z.iso.datetime({ precision: 3 }),
    /** As `signature.key` of a line: the SHA-256 of the public key's SPKI in DER. */
    key: z.string().regex(/^[0-9a-f]{64}$/),
    /** Over the canonical JSON of the rest, in base64: Ed25519, or ECDSA in DER with the hash of the curve's size. */
    value: z.base64().max(512),
  })
  .readonly();

export type Seal = z.infer<typeof sealSchema>;

/** A key that signs, wherever it is. */
export interface Signer {
  readonly publicKey: KeyObject;
  sign(bytes: Buffer): Promise<Buffer>;
}

/** A file of the seals' folder: a seal, or what is wrong with it. */
export interface SealFile {
  /** In the ledger's folder. */
  readonly file: string;
  readonly seal?: Seal;
}

/** What ECDSA hashes with, by OpenSSL's name of the curve; AWS KMS allows one for each. Source: AWS KMS Developer Guide, "Key spec reference". */
const hashOfCurve: ReadonlyMap<string | undefined, string> = new Map([
  ["prime256v1", "sha256"],
  ["secp384r1", "sha384"],
  ["secp521r1", "sha512"],
]);

/** Whether a key is one that seals are signed with. */
export function canSeal({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  return type === "ed25519" || (type === "ec" && hashOfCurve.has(details?.namedCurve));
}

function sealedBytes({ value: _, ...said }: Omit<Seal, "value"> & { readonly value?: string }): Buffer {
  return Buffer.from(canonicalJson(said));
}

/** Whether one of the keys made the seal. */
export function isSealedBy(seal: Seal, publicKeys: readonly KeyObject[]): boolean {
  const key = publicKeys.find((candidate) => canSeal(candidate) && keyId(candidate) === seal.key);
  if (key === undefined) return false;
  const hash = hashOfCurve.get(key.asymmetricKeyDetails?.namedCurve) ?? null;
  return verify(hash, sealedBytes(seal), key, Buffer.from(seal.value, "base64"));
}

/** All seals of a ledger, oldest first; what is no seal comes without one. */
export function readSeals(folder: string): readonly SealFile[] {
  return filesIn(join(folder, sealsFolder))
    .filter((name) => !name.endsWith(".draft"))
    .sort()
    .map((name) => {
      const file = `${sealsFolder}/${name}`;
      const seal = parsed(join(folder, file));
      return { file, ...(seal && fileOf(seal) === file && { seal }) };
    });
}

/** How many lines the seals of some keys vouch for. */
export function sealedLines(seals: readonly SealFile[], lines: readonly HistoryLine[], publicKeys: readonly KeyObject[]): number {
  const valid = seals.flatMap(({ seal }) => (seal && isOf(seal, lines) && isSealedBy(seal, publicKeys) ? [seal.lines] : []));
  return Math.max(0, ...valid);
}

/** Whether the line that a seal speaks of is still the one that was sealed. */
export function isOf({ head, lines: number }: Seal, lines: readonly HistoryLine[]): boolean {
  return lines[number - 1]?.sha256 === head;
}

/** Seals a history as it was verified. @throws Failure where it cannot be written; the signer's own errors */
export async function writeSeal(
  folder: string,
  { lines, head }: Pick<Verification, "lines" | "head">,
  signer: Signer,
  now = new Date(),
): Promise<Seal & { readonly file: string }> {
  if (head === undefined) throw new Failure(`${folder} has no line that could be signed`, "phiguard preview --out writes one.");
  const said = {
    format: "phiguard-seal/1",
    head,
    lines,
    at: now.toISOString(),
    key: keyId(signer.publicKey),
  } as const;
  const seal = { ...said, value: (await signer.sign(sealedBytes(said))).toString("base64") };
  // Who cannot show the signature to be right has signed nothing.
  if (!isSealedBy(seal, [signer.publicKey]))
    throw new Failure(
      "the signature does not fit the key",
      "Use an Ed25519 key, or one of the curves P-256, P-384 and P-521.",
      exitCode.couldNotRun,
    );
  const file = fileOf(seal);
  const path = join(folder, file);
  try {
    makeFolder(join(folder, sealsFolder));
    writeNewFile(path, Buffer.from(`${canonicalJson(seal)}\n`));
  } catch (error) {
    throw new Failure(
      `${path} cannot be written: ${systemReason(error)}`,
      "Name a folder that can be written to, with room.",
      exitCode.couldNotRun,
    );
  }
  return { ...seal, file };
}

/** Names of files have no colons: some systems refuse them. */
function fileOf({ at, head }: Pick<Seal, "at" | "head">): string {
  return `${sealsFolder}/${at.replaceAll(":", "-")}-${head.slice(0, 16)}.json`;
}

function parsed(path: string): Seal | undefined {
  try {
    return sealSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
