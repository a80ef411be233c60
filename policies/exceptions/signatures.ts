import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { canonicalJson } from "../evidence/canonical-json";
import { isSamePerson } from "./person";
import type { ApproverKey, Exception } from "./schema";

/** What an approver signs: the entry without its signature. */
export function signedText({ signature: _signature, ...entry }: Exception): Buffer {
  return Buffer.from(canonicalJson(entry), "utf8");
}

/** An Ed25519 public key, PEM or SPKI in base64; undefined where the text is none. */
export function publicKeyOf(text: string): KeyObject | undefined {
  try {
    const key = text.includes("-----BEGIN")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    // A private key would be taken too, and has no place in a register.
    return key.asymmetricKeyType === "ed25519" && !text.includes("PRIVATE") ? key : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256, hexadecimal, of the key's SPKI: how the setting `exceptionKeys` names a key. */
export function fingerprintOf(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest("hex");
}

/** The keys of a header that can be read, and what is wrong with the others. */
export class Keyring {
  readonly #keys = new Map<string, { readonly holder: string; readonly key: KeyObject; readonly fingerprint: string }>();
  readonly problems: readonly string[];

  constructor(keys: readonly ApproverKey[]) {
    const problems: string[] = [];
    for (const { id, holder, publicKey } of keys) {
      const key = publicKeyOf(publicKey);
      if (this.#keys.has(id)) problems.push(`the key ${id} is given twice`);
      else if (!key) problems.push(`the key ${id} is not an Ed25519 public key in PEM or base64`);
      else this.#keys.set(id, { holder, key, fingerprint: fingerprintOf(key) });
    }
    this.problems = problems;
  }

  /**
   * What is wrong with the signature of an entry; undefined where nothing is.
   * @param trusted fingerprints of the keys that count; empty: every key of the header does, and a signature is optional.
   */
  problemOf(entry: Exception, required: boolean, trusted: readonly string[]): string | undefined {
    const { signature, approver } = entry;
    if (!signature) return required || trusted.length > 0 ? "is not signed, and signatures are required" : undefined;
    const signer = this.#keys.get(signature.key);
    if (!signer) return `is signed with the key ${signature.key}, which is not in the header`;
    if (!isSamePerson(signer.holder, approver)) {
      return `is signed with the key of ${signer.holder}, who is not its approver`;
    }
    if (trusted.length > 0 && !trusted.includes(signer.fingerprint)) {
      return `is signed with the key ${signature.key}, which the setting exceptionKeys does not name`;
    }
    const valid = verify(null, signedText(entry), signer.key, Buffer.from(signature.value, "base64"));
    return valid ? undefined : "has a signature that does not fit: it was changed after the approval";
  }
}
