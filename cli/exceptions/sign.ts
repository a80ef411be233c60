import { createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from "node:crypto";
import { keyId } from "../../policies/evidence/signature";
import { readRegisterText } from "../../policies/exceptions/read";
import { publicKeyOf, signedText } from "../../policies/exceptions/signatures";
import { printed, result } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { RegisterDocument } from "./document";
import { judgedNow, openedRegister, tellProblems } from "./register-file";
import { textOf } from "./replace-file";

function privateKey(file: string): KeyObject {
  const text = textOf(file);
  const remedy = "Make one with: openssl genpkey -algorithm ed25519 -out key.pem";
  if (text === undefined) throw new Failure(`${file} is not there`, remedy);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    // The error's text is left out: it may hold a part of the key.
    throw new Failure(`${file} holds no private key in PEM without a passphrase`, remedy);
  }
  if (key.asymmetricKeyType !== "ed25519") throw new Failure(`${file} holds no Ed25519 key`, remedy);
  return key;
}

/** `phiguard exceptions sign`: signs one entry with the key of its approver, who has to be in the header already. */
export function sign(file: string, id: string, keyFile: string): ExitCode {
  const key = privateKey(keyFile);
  const publicKey = createPublicKey(key);
  const { header, entries } = readRegisterText(textOf(file) ?? "");
  const found = entries.find(({ entry }) => entry.id === id);
  if (!found) throw new Failure(`${file} has no exception ${printed(id)} that can be read`, "phiguard exceptions list names them.");
  const holder = (header.keys ?? []).find(({ publicKey: text }) => {
    const known = publicKeyOf(text);
    return known !== undefined && keyId(known) === keyId(publicKey);
  });
  if (!holder) {
    const spki = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    throw new Failure(
      `the key of ${keyFile} is not in the header of ${file}`,
      `Have somebody else review that it is the approver's, then add: keys: [{ id: ${keyId(publicKey).slice(0, 12)}, holder: "${found.entry.approver}", publicKey: ${spki} }]`,
    );
  }
  const document = new RegisterDocument(file);
  document.set(found.index, "signature", { key: holder.id, value: signBytes(null, signedText(found.entry), key).toString("base64") });
  document.write();
  const { problems } = openedRegister(file, judgedNow(undefined));
  const wrong = tellProblems(
    file,
    problems.filter((problem) => problem.entry === id),
  );
  result(printed(`${id} is signed with the key ${holder.id} of ${holder.holder}.`));
  return wrong ? exitCode.wrongUsage : exitCode.compliant;
}
