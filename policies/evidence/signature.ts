import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { canonicalJson } from "./canonical-json";
import { LedgerError, systemReason } from "./failure";
import type { HistoryEntry } from "./history";

/** Names a public key: SHA-256 of its SPKI in DER, hexadecimal. */
export function keyId(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

function signedBytes({ signature: _, ...entry }: HistoryEntry): Buffer {
  return Buffer.from(canonicalJson(entry));
}

/** Signs a line of the history. Since the line holds the hashes of its record and of the line before, it vouches for all up to here. */
export function signatureOf(entry: HistoryEntry, privateKey: KeyObject): NonNullable<HistoryEntry["signature"]> {
  const value = sign(null, signedBytes(entry), privateKey).toString("base64");
  return { key: keyId(createPublicKey(privateKey)), value };
}

/** Whether one of the keys signed the line. False for a line without a signature. */
export function isSignedBy(entry: HistoryEntry, publicKeys: readonly KeyObject[]): boolean {
  const { signature } = entry;
  if (signature === undefined) return false;
  const key = publicKeys.find((candidate) => keyId(candidate) === signature.key);
  return key?.asymmetricKeyType === "ed25519" && verify(null, signedBytes(entry), key, Buffer.from(signature.value, "base64"));
}

const remedy = "Make one with: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out key.pub.pem";

function readKey(file: string, kind: "private" | "public"): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch (error) {
    throw new LedgerError(`the ${kind} key ${file} cannot be read: ${systemReason(error)}`, "Name a file with an Ed25519 key in PEM.");
  }
  let key: KeyObject;
  try {
    key = kind === "private" ? createPrivateKey(pem) : createPublicKey(pem);
  } catch {
    // The error's text is left out: it may hold a part of the key.
    throw new LedgerError(`${file} holds no ${kind} key in PEM`, remedy);
  }
  return key;
}

/** Reads the Ed25519 private key that signs the history. @param file PEM, without a passphrase @throws LedgerError */
export function readSigningKey(file: string): KeyObject {
  const key = readKey(file, "private");
  if (key.asymmetricKeyType !== "ed25519") throw new LedgerError(`${file} holds no Ed25519 key`, remedy);
  return key;
}

/** Reads a public key: Ed25519 for lines, also of a NIST curve for seals that AWS KMS signs. @param file PEM @throws LedgerError */
export function readPublicKey(file: string): KeyObject {
  return readKey(file, "public");
}
