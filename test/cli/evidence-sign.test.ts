// phiguard evidence sign, as a pipeline calls it, with AWS KMS as moto has it.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { historyFile, writeRun } from "../../policies/evidence/ledger";
import { sampleRun } from "../evidence/sample-run";
import { credentials, region } from "../verify/clinic-account";
import { hasPython, type Moto, startMoto } from "../verify/moto";
import { buildPhiguard, type Ended, phiguard } from "./run-phiguard";

jest.setTimeout(120_000);

let program: string;
let folder: string;
beforeAll(() => {
  program = buildPhiguard("evidence-sign");
});
afterAll(() => {
  for (const path of [program, `${program}.map`]) rmSync(path, { force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-evidence-sign-"));
  writeRun(join(folder, "evidence"), sampleRun());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  phiguard(program, ["evidence", ...args], { directory: folder, environment: { PATH: process.env.PATH, ...environment } });

test("a key in a file signs the whole, and its public part verifies it", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const signed = await run(["sign", "evidence", "--sign-key", "key.pem", "--public-key-out", "key.pub.pem"]);
  expect([signed.code, signed.stdout]).toEqual([
    0,
    expect.stringMatching(/^seals\/.+\.json: signed up to line 1, SHA-256 [0-9a-f]{64}, by the key /),
  ]);
  const verified = await run(["verify", "evidence", "--public-key", "key.pub.pem"]);
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining("0 signed, 1 signature of the whole")]);
});

test.each([
  ["no key", ["sign", "evidence"], 2, "no key was named"],
  ["two keys", ["sign", "evidence", "--kms-key", "a", "--sign-key", "b"], 2, "mutually exclusive"],
  ["a key that is not there", ["sign", "evidence", "--sign-key", "none.pem"], 3, "none.pem cannot be read"],
  [
    "a public key of another kind",
    ["verify", "evidence", "--public-key", "rsa.pub.pem"],
    2,
    "holds neither an Ed25519 key nor one of the curves",
  ],
])("%s is told", async (_, args, code, said) => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "rsa.pub.pem"), publicKey.export({ type: "spki", format: "pem" }));
  const ended = await run(args);
  expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(said)]);
});

test("what is not as it was written is not signed", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const history = join(folder, "evidence", historyFile);
  writeFileSync(history, readFileSync(history, "utf8").replace('"complete":true', '"complete":false'));
  const ended = await run(["sign", "evidence", "--sign-key", "key.pem"]);
  expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining("is not as it was written")]);
  expect(existsSync(join(folder, "evidence", "seals"))).toBe(false);
  const none = await run(["sign", "elsewhere", "--sign-key", "key.pem"]);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("holds no history of evidence")]);
});

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so signing with KMS is not tested against moto\n");

(python ? describe : describe.skip)("with KMS", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  test("a key that stays in KMS signs, and its public part verifies without KMS", async () => {
    const kms = new KMSClient({ endpoint: moto.endpoint, region, credentials });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }));
    await kms.send(new CreateAliasCommand({ AliasName: "alias/evidence", TargetKeyId: KeyMetadata?.KeyId }));
    const environment = {
      AWS_ENDPOINT_URL_KMS: moto.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    const byArn = await run(["sign", "evidence", "--kms-key", KeyMetadata?.Arn ?? "", "--public-key-out", "key.pub.pem"], environment);
    expect([byArn.code, byArn.stdout]).toEqual([0, expect.stringContaining("signed up to line 1")]);
    const verified = await run(["verify", "evidence", "--public-key", "key.pub.pem", "--json"]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ lines: 1, signed: 0, seals: 1, faults: [] });
    const byAlias = await run(["sign", "evidence", "--kms-key", "alias/evidence", "--json"], { ...environment, AWS_REGION: region });
    expect(JSON.parse(byAlias.stdout)).toMatchObject({ format: "phiguard-seal/1", lines: 1 });
    const unknown = await run(["sign", "evidence", "--kms-key", "alias/none"], { ...environment, AWS_REGION: region });
    expect([unknown.code, unknown.stderr]).toEqual([
      3,
      expect.stringContaining("AWS KMS does not give the public part of alias/none: NotFoundException"),
    ]);
  });
});
