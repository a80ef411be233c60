import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { keyId } from "../../policies/evidence/signature";
import { readRegisterValue } from "../../policies/exceptions/read";
import { signedText } from "../../policies/exceptions/signatures";
import { codesOf, entry, type Given, options, registerOf } from "./entries";

const lee = generateKeyPairSync("ed25519");
const dana = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

function base64(key: KeyObject): string {
  return key.export({ format: "der", type: "spki" }).toString("base64");
}

const keys = [
  { id: "lee", holder: "Lee Okafor", publicKey: base64(lee.publicKey) },
  { id: "dana", holder: "Dana Ruiz", publicKey: dana.publicKey.export({ format: "pem", type: "spki" }).toString() },
];

function signed(changes: Given = {}, key: KeyObject = lee.privateKey, name = "lee"): Record<string, unknown> {
  const plain = entry(changes);
  const [read] = readRegisterValue({ version: 1, exceptions: [plain] }).entries;
  if (!read) throw new Error("the entry to sign is wrong");
  return { ...plain, signature: { key: name, value: sign(null, signedText(read.entry), key).toString("base64") } };
}

function codes(given: unknown, header: object = {}): string[] {
  return codesOf(registerOf([given], {}, { keys, ...header }));
}

test("a signature of the approver counts, be the key PEM or base64, whatever the order of properties", () => {
  expect(codes(signed())).toEqual([]);
  expect(codes(Object.fromEntries(Object.entries(signed()).reverse()))).toEqual([]);
  expect(codes(signed({ owner: "Lee Okafor", approver: "Dana Ruiz" }, dana.privateKey, "dana"))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ["another end", { expiresOn: "2027-06-30" }],
  ["another resource", { resources: ["urn:pulumi:prod::clinic::aws:rds/instance:Instance::other"] }],
  ["a review added", { reviewedOn: "2026-11-01" }],
])("an entry that was changed after the approval does not count: %s", (_name, change) => {
  const register = registerOf([{ ...signed(), ...change }], {}, { keys });
  expect(codesOf(register)).toEqual(["signature"]);
  expect(register.counting).toEqual([]);
});

test("a signature of somebody else, of an unknown key, or of the wrong bytes does not count", () => {
  expect(codes(signed({}, dana.privateKey))).toEqual(["signature"]);
  expect(codes(signed({}, dana.privateKey, "dana"))).toEqual(["signature"]);
  expect(codes(signed({}, lee.privateKey, "nobody"))).toEqual(["signature"]);
  expect(codes({ ...entry(), signature: { key: "lee", value: `${"A".repeat(86)}==` } })).toEqual(["signature"]);
  expect(codes({ ...entry(), signature: { key: "lee", value: "not base64" } })).toEqual(["schema"]);
});

test("signatures are optional, unless the header requires them", () => {
  expect(codes(entry())).toEqual([]);
  expect(codes(entry(), { requireSignatures: true })).toEqual(["signature"]);
  expect(codes(signed(), { requireSignatures: true })).toEqual([]);
});

test("where the settings name keys, only these count, and an entry has to be signed", () => {
  const under = (given: unknown, trusted: KeyObject) => {
    const settings = { ...options.settings, exceptionKeys: [keyId(trusted)] };
    return codesOf(registerOf([given], { settings }, { keys }));
  };
  expect(under(signed(), lee.publicKey)).toEqual([]);
  expect(under(signed(), dana.publicKey)).toEqual(["signature"]);
  expect(under(entry(), lee.publicKey)).toEqual(["signature"]);
});

test.each([
  ["an RSA key", base64(rsa.publicKey)],
  ["a private key", lee.privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
  ["no key", "MCowBQYDK2VwAyEAnotakeyatallnotakeyatallnotakeyatall="],
])("a header that holds %s is a mistake of the register", (_name, publicKey) => {
  expect(codes(entry(), { keys: [{ id: "lee", holder: "Lee Okafor", publicKey }] })).toEqual(["signature"]);
});

test("a key id that is given twice is a mistake of the register", () => {
  expect(codes(signed(), { keys: [...keys, { ...keys[1], id: "lee" }] })).toEqual(["signature"]);
});
