// Signatures over a whole history, by keys that need not be where the run is.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetPublicKeyCommand, KMSClient, SignCommand, type SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import { unpackArchive, writeArchive } from "../../cli/evidence/archive";
import { readHistoryLines } from "../../cli/evidence/history-file";
import { type Signer, writeSeal } from "../../cli/evidence/seal";
import { kmsSigner } from "../../cli/evidence/signers";
import { type Fault, verifyLedger } from "../../cli/evidence/verify";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { historyFile, sha256, writeRun } from "../../policies/evidence/ledger";
import { sampleRun } from "./sample-run";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-seal-"));
  for (const day of ["20", "21", "22"]) writeRun(folder, sampleRun({ startedAt: `2026-11-${day}T08:00:00.000Z` }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Key extends Signer {
  readonly privateKey: KeyObject;
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicKey, sign: async (bytes) => sign(null, bytes, privateKey) };
}

const seal = (signer: Signer, at?: Date) => writeSeal(folder, verifyLedger(folder) ?? { lines: 0, head: undefined }, signer, at);
const faults = (...publicKeys: readonly KeyObject[]): readonly Fault[] => verifyLedger(folder, { publicKeys })?.faults ?? [];
const problems = (...publicKeys: readonly KeyObject[]) => faults(...publicKeys).map(({ line, problem }) => `${line ?? "-"} ${problem}`);
const change = (file: string, from: string | RegExp, to: string) =>
  writeFileSync(join(folder, file), readFileSync(join(folder, file), "utf8").replace(from, to));
function changeLines(edit: (lines: string[]) => string[]): void {
  const file = join(folder, historyFile);
  writeFileSync(file, `${edit(readFileSync(file, "utf8").trimEnd().split("\n")).join("\n")}\n`);
}

test("one signature vouches for all lines up to it, and for none after it", async () => {
  const key = newKey();
  expect(faults(key.publicKey)).toHaveLength(3);
  await seal(key);
  expect(verifyLedger(folder, { publicKeys: [key.publicKey] })).toMatchObject({ lines: 3, signed: 0, seals: 1, faults: [] });
  writeRun(folder, sampleRun({ startedAt: "2026-11-23T08:00:00.000Z" }));
  expect(problems(key.publicKey)).toEqual(["4 is not signed"]);
  await seal(key);
  expect(problems(key.publicKey)).toEqual([]);
  expect(problems(newKey().publicKey)).toHaveLength(4);
});

test("two signatures of one moment stand beside each other", async () => {
  const [one, other] = [newKey(), newKey()];
  const at = new Date("2026-11-23T09:00:00.000Z");
  await seal(one, at);
  await expect(seal(other, at)).rejects.toThrow("cannot be written");
  await seal(other, new Date(at.getTime() + 1));
  expect([problems(one.publicKey), problems(other.publicKey)]).toEqual([[], []]);
});

test("lines that were changed or cut off since are told without any key", async () => {
  await seal(newKey());
  changeLines((lines) => lines.slice(0, 2));
  const [run] = readdirSync(join(folder, "runs")).sort().slice(-1);
  rmSync(join(folder, "runs", run ?? ""));
  expect(problems()).toEqual(["- seals line 3, which is gone or changed"]);
});

test("a history that was written anew is under no seal, and a seal that was made to fit it is not its key's", async () => {
  const key = newKey();
  const { file, head } = await seal(key);
  changeLines((lines) => {
    const entries = lines.map((line): object => JSON.parse(line));
    let previous = "0".repeat(64);
    return entries.map((entry) => {
      const line = canonicalJson({ ...entry, at: "2026-01-01T00:00:00.000Z", previous });
      previous = sha256(line);
      return line;
    });
  });
  expect(problems(key.publicKey)).toEqual([
    ...[1, 2, 3].map((line) => `${line} is not signed`),
    "- seals line 3, which is gone or changed",
  ]);
  const anew = readHistoryLines(folder)?.at(-1)?.sha256 ?? "";
  change(file, head, anew);
  // Its name has the hash too.
  expect(problems(key.publicKey)).toContain("- is no seal, or was changed");
  writeFileSync(join(folder, file.replace(head.slice(0, 16), anew.slice(0, 16))), readFileSync(join(folder, file)));
  rmSync(join(folder, file));
  expect(problems(key.publicKey)).toEqual([
    ...[1, 2, 3].map((line) => `${line} is not signed`),
    "- was not made with its key, or was changed",
  ]);
});

test("what is no seal is told", () => {
  mkdirSync(join(folder, "seals"));
  for (const text of ["", "{}", "not JSON"]) {
    writeFileSync(join(folder, "seals", "x.json"), text);
    expect(faults()).toEqual([{ file: "seals/x.json", problem: "is no seal, or was changed" }]);
  }
});

test("an archive holds the signatures of its lines, and is verified by itself", async () => {
  const key = newKey();
  await seal(key);
  writeRun(folder, sampleRun({ startedAt: "2026-12-01T08:00:00.000Z" }));
  await seal(key);
  const archive = join(folder, "archive.jsonl.gz");
  await writeArchive(folder, archive, { from: "2026-11-01", to: "2026-11-30" });
  const unpacked = mkdtempSync(join(tmpdir(), "phiguard-seal-archive-"));
  try {
    const period = await unpackArchive(archive, unpacked);
    expect(verifyLedger(unpacked, { period, publicKeys: [key.publicKey] })).toMatchObject({ lines: 3, seals: 1, faults: [] });
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
});

describe("AWS KMS, by answers written after its documents", () => {
  const kms = mockClient(KMSClient);
  beforeEach(() => kms.reset());
  afterAll(() => kms.restore());
  /** KMS with a key of which it gives only the public part. */
  function hold(publicKey: KeyObject, privateKey: KeyObject, hash: string | null, ...offered: readonly SigningAlgorithmSpec[]): void {
    kms.on(GetPublicKeyCommand).resolves({ PublicKey: publicKey.export({ type: "spki", format: "der" }), SigningAlgorithms: [...offered] });
    kms.on(SignCommand).callsFake(({ Message }: { readonly Message: Uint8Array }) => ({ Signature: sign(hash, Message, privateKey) }));
  }

  test.each([
    ["P-256", "sha256", "ECDSA_SHA_256"],
    ["P-384", "sha384", "ECDSA_SHA_384"],
    ["P-521", "sha512", "ECDSA_SHA_512"],
  ] as const)("signs with a key of the curve %s", async (namedCurve, hash, algorithm) => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
    hold(publicKey, privateKey, hash, algorithm);
    await seal(await kmsSigner("alias/evidence"));
    expect(problems(publicKey)).toEqual([]);
    expect(kms.commandCalls(SignCommand)[0]?.args[0].input).toMatchObject({ MessageType: "RAW", SigningAlgorithm: algorithm });
  });

  test("signs with Ed25519 over the text itself, not over its hash", async () => {
    const { privateKey, publicKey } = newKey();
    hold(publicKey, privateKey, null, "ED25519_PH_SHA_512", "ED25519_SHA_512");
    await seal(await kmsSigner("alias/evidence"));
    expect(problems(publicKey)).toEqual([]);
    expect(kms.commandCalls(SignCommand)[0]?.args[0].input).toMatchObject({ SigningAlgorithm: "ED25519_SHA_512" });
  });

  test("what a wrong key signed is not kept", async () => {
    const { publicKey } = newKey();
    hold(publicKey, newKey().privateKey, null, "ED25519_SHA_512");
    await expect(seal(await kmsSigner("alias/evidence"))).rejects.toThrow("the signature does not fit the key");
    expect(verifyLedger(folder)).toMatchObject({ seals: 0 });
  });

  test("a key for something else and a refusal are told, without the account's names in the refusal", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    hold(publicKey, privateKey, "sha256", "RSASSA_PSS_SHA_256");
    await expect(kmsSigner("alias/evidence")).rejects.toThrow("alias/evidence is no key that evidence can be signed with");
    const refusal = Object.assign(new Error("User: arn:aws:iam::111122223333:user/dana is not authorized"), {
      name: "AccessDeniedException",
    });
    kms.on(GetPublicKeyCommand).rejects(refusal);
    await expect(kmsSigner("alias/evidence")).rejects.toThrow(
      /^AWS KMS does not give the public part of alias\/evidence: AccessDeniedException$/,
    );
  });
});
