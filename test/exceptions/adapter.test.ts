// The register under the library as it serves the pack: what blocks, what does not, and what is said.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { crossGuardPolicies } from "../../policies/crossguard/policies";
import { openFile } from "../../policies/exceptions/open";
import { defineRule, missing, type Rule } from "../../policies/rule";
import { type PolicyConfiguration, ServedPack } from "../examples/analyzer";
import { rootType, rootUrn, unknownString, type WireResource } from "../examples/wire";
import { alternative, common, entry, rules, storageEncrypted } from "./entries";

const bucketType = "aws:s3/bucket:Bucket";

function wire(type: string, name: string, properties: Record<string, unknown> = {}): WireResource {
  return {
    urn: `urn:pulumi:test::examples::${type}::${name}`,
    type,
    name,
    properties,
    propertyDependencies: {},
    parent: rootUrn,
    ignoreChanges: [],
  };
}

const root: WireResource = { ...wire(rootType, "root"), urn: rootUrn, parent: undefined };
const documents = wire(bucketType, "documents");

const versioned = defineRule({
  ...common,
  id: "versioned",
  cites: ["164.312(a)(2)(iv)"],
  title: "the bucket is versioned",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketVersioning", (p) => p.bucket)
      .decide({
        present: (versioning) => versioning.at((p) => p.versioningConfiguration.status).equals("Enabled", "versioning is not enabled"),
        absent: () => missing(bucket, "versioning is not enabled", "a BucketVersioning"),
      }),
});

const privateAcl = defineRule({
  ...common,
  id: "private-acl",
  cites: ["164.312(a)(2)(iv)"],
  title: "the ACL is private",
  on: ["s3.Bucket"],
  check: (bucket) => bucket.at((p) => p.acl).equals("private", "the ACL is not private"),
  fix: () => ({ acl: "private" }),
});

const folder = mkdtempSync(join(tmpdir(), "phiguard-register-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function register(...entries: readonly unknown[]): string {
  const file = join(folder, `register-${files++}.yaml`);
  writeFileSync(file, stringify({ version: 1, exceptions: entries }));
  return file;
}

function forDocuments(changes: Parameters<typeof entry>[0] = {}): Record<string, unknown> {
  return entry({ resources: [documents.urn], ...changes });
}

interface Served {
  readonly served?: readonly Rule[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly day?: string;
  readonly configuration?: Readonly<Record<string, PolicyConfiguration>>;
}

function serve({ served = [storageEncrypted], settings = {}, environment = {}, day = "2026-11-22", configuration = {} }: Served) {
  const clock = () => new Date(`${day}T12:00:00Z`);
  return ServedPack.serve(crossGuardPolicies(served, { environment, clock }), { phiguard: { properties: settings }, ...configuration });
}

async function told(options: Served, resources: readonly WireResource[] = [root, documents]) {
  const { diagnostics } = await (await serve(options)).preview(resources);
  return diagnostics.map(({ policy, level, message, urn }) => ({ policy, level, message, urn }));
}

async function levels(options: Served, resources?: readonly WireResource[]): Promise<string[]> {
  return (await told(options, resources)).map(({ policy, level }) => `${policy} ${level}`);
}

test("an excepted finding does not block, and says by which entry, until when, on whose word, and why", async () => {
  const file = register(forDocuments({ ...alternative, approver: "Lee\u001b[31m Okafor" }));
  expect(await told({ environment: { PHIGUARD_EXCEPTIONS: file } })).toEqual([
    {
      policy: "storage-encrypted",
      level: "advisory",
      urn: documents.urn,
      message: [
        "Excepted (visits-encryption until 2027-05-31, approved by Lee\\u001b[31m Okafor): Storage is not encrypted.",
        "45 CFR 164.312(a)(2)(iv) Encryption and decryption (addressable).",
        "Another measure meets it: The vendor's image cannot be encrypted before the migration of May.",
        "Measure: The disk is encrypted by the host, with a key that only its operator holds. (see runbook HOST-7)",
      ].join("\n"),
    },
  ]);
});

test("a plan says that the paragraph is not met", async () => {
  const plan = { kind: "remediation-plan", imported: true, plan: "Encrypted with the move of January.", expiresOn: "2026-12-30" };
  const [finding] = await told({ environment: { PHIGUARD_EXCEPTIONS: register(forDocuments(plan)) } });
  expect(finding?.message).toMatch(/^Excepted \(visits-encryption until 2026-12-30, approved by Lee Okafor\): /);
  expect(finding?.message).toContain("Not met, and to be mended: ");
  expect(finding?.message).toContain("Plan: Encrypted with the move of January.");
});

test("it works at both stages, and once", async () => {
  const settings = { exceptionsFile: register(forDocuments({ rules: ["versioned", "private-acl"] })) };
  const served = [versioned, privateAcl];
  const pack = await serve({ served, settings });
  const early = await pack.analyze(root);
  expect(early.diagnostics).toEqual([]);
  const open = wire(bucketType, "documents", { acl: "public-read" });
  expect((await pack.analyze(open)).diagnostics).toMatchObject([{ policy: "private-acl", level: "advisory" }]);
  expect((await pack.analyzeStack([root, open])).diagnostics).toMatchObject([{ policy: "versioned", level: "advisory" }]);
});

test("what is undetermined and mandatory by the settings is covered too", async () => {
  const open = [root, wire(bucketType, "documents", { acl: unknownString })];
  const settings = { undetermined: "mandatory" };
  const served = [privateAcl];
  expect(await levels({ served, settings }, open)).toEqual(["private-acl mandatory"]);
  const exceptionsFile = register(forDocuments({ rules: ["private-acl"] }));
  const found = await told({ served: [privateAcl, storageEncrypted], settings: { ...settings, exceptionsFile } }, open);
  expect(found.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["storage-encrypted mandatory", "private-acl advisory"]);
  expect(found[1]?.message).toContain("Undetermined (the ACL is private)");
});

test("only that rule on that resource is covered", async () => {
  const file = register(forDocuments());
  const resources = [root, documents, wire(bucketType, "others")];
  const found = await told({ served: rules, environment: { PHIGUARD_EXCEPTIONS: file } }, resources);
  expect(found.map(({ policy, level, urn }) => [policy, level, urn.split("::").at(-1)])).toEqual([
    ["storage-encrypted", "advisory", "documents"],
    ["access-logged", "mandatory", "documents"],
    ["storage-encrypted", "mandatory", "others"],
    ["access-logged", "mandatory", "others"],
  ]);
});

test("the embedded register wins over files", async () => {
  const exceptions = { version: 1, exceptions: [forDocuments()] };
  expect(await levels({ settings: { exceptions } })).toEqual(["storage-encrypted advisory"]);
  const elsewhere = { PHIGUARD_EXCEPTIONS: register() };
  expect(await levels({ settings: { exceptions }, environment: elsewhere })).toEqual(["phiguard advisory", "storage-encrypted advisory"]);
});

test.each([
  ["a file that is not there", () => ({ environment: { PHIGUARD_EXCEPTIONS: join(folder, "nowhere.yaml") } })],
  ["a relative path", () => ({ settings: { exceptionsFile: "phiguard-exceptions.yaml" } })],
  [
    "a file that is no YAML",
    () => {
      const file = join(folder, "broken.yaml");
      writeFileSync(file, "version: 1\nexceptions: [{");
      return { environment: { PHIGUARD_EXCEPTIONS: file } };
    },
  ],
  ["settings that are no register", () => ({ settings: { exceptions: { version: 3 } } })],
  ["settings of the wrong type", () => ({ settings: { exceptions: "phiguard-exceptions.yaml" } })],
])("a register that was asked for and cannot be had is a mandatory finding, and nothing is excepted: %s", async (_name, options) => {
  const found = await levels(options());
  expect(found).toEqual([...found.filter((finding) => finding === "phiguard mandatory"), "storage-encrypted mandatory"]);
  expect(found.length).toBeGreaterThan(1);
});

test.each<[string, Parameters<typeof entry>[0], string]>([
  ["expired", { approvedOn: "2026-01-01", expiresOn: "2026-11-21" }, "expired on 2026-11-21"],
  ["without an approver", { approver: undefined }, "approver is missing"],
  ["approved by its owner", { approver: "dana ruiz" }, "is approved by its owner"],
  ["too broad", { resources: [{ type: bucketType, name: "*" }] }, "is too broad"],
  ["of an unknown rule", { rules: ["storage-encrypted", "no-such-rule"] }, "names the rule no-such-rule"],
  ["of a rule that takes none", { rules: ["storage-encrypted", "not-public"], ...alternative }, "names not-public"],
])("an entry that is %s is a mandatory finding of its own, and excepts nothing", async (_name, changes, message) => {
  const options = {
    served: rules.filter(({ id }) => id !== "access-logged"),
    settings: { exceptionsFile: register(forDocuments(changes)), neverExceptable: ["not-public"] },
  };
  const found = await told(options);
  expect(found.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["phiguard mandatory", "storage-encrypted mandatory"]);
  expect(found[0]?.message).toContain("The exceptions register: ");
  expect(found[0]?.message).toContain(message);
  expect(found[0]?.message).toMatch(/\(line \d+, column \d+\)\.$/);
});

test("an entry that matches nothing blocks; thirty days before its end it is told", async () => {
  const gone = entry({ id: "gone", resources: [`${documents.urn}-gone`] });
  const found = await told({ settings: { exceptionsFile: register(forDocuments(), gone) } });
  expect(found.map(({ policy, level }) => `${policy} ${level}`).sort()).toEqual(["phiguard mandatory", "storage-encrypted advisory"]);
  expect(found.find(({ policy }) => policy === "phiguard")?.message).toContain("The exception gone: matches no resource of this stack");
  const soon = await told({ settings: { exceptionsFile: register(forDocuments()) }, day: "2027-05-01" });
  expect(soon.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["phiguard advisory", "storage-encrypted advisory"]);
  expect(soon[0]?.message).toContain("expires on 2027-05-31");
});

test("the day is the clock's: the same register counts today and not tomorrow", async () => {
  const settings = { exceptionsFile: register(forDocuments()) };
  expect(await levels({ settings, day: "2027-05-31" })).toContain("storage-encrypted advisory");
  expect(await levels({ settings, day: "2027-06-01" })).toEqual(["phiguard mandatory", "storage-encrypted mandatory"]);
});

test("a register that changes between two runs of one process is read anew", async () => {
  const file = register(forDocuments());
  const pack = await serve({ environment: { PHIGUARD_EXCEPTIONS: file } });
  const levelsOf = async () => (await pack.preview([root, documents])).diagnostics.map(({ level }) => level);
  expect(await levelsOf()).toEqual(["advisory"]);
  writeFileSync(file, stringify({ version: 1, exceptions: [] }));
  expect(await levelsOf()).toEqual(["mandatory"]);
});

test("an excepted resource is not mended", async () => {
  const configuration = { "private-acl": { level: "remediate" } } as const;
  const mended = async (settings: Readonly<Record<string, unknown>>) => {
    const pack = await serve({ served: [privateAcl], settings, configuration });
    await pack.analyze(root);
    return pack.remediate(wire(bucketType, "documents", { acl: "public-read" }));
  };
  expect(await mended({})).toEqual({ acl: "private" });
  expect(await mended({ exceptionsFile: register(forDocuments({ rules: ["private-acl"] })) })).toBeUndefined();
});

test("thousands of mistakes are told by a few findings", async () => {
  const many = Array.from({ length: 1000 }, (_, index) => forDocuments({ id: `entry-${index}`, expiresOn: "2026-10-02" }));
  const found = await told({ settings: { exceptionsFile: register(...many) } });
  const ours = found.filter(({ policy }) => policy === "phiguard");
  expect(ours).toHaveLength(21);
  expect(ours.at(-1)?.message).toContain("980 more of the kind");
});

test("the hash is that of the file's bytes", () => {
  const file = register(forDocuments());
  const opened = openFile(file, "command line", {
    rules,
    settings: { acceptedRisk: "addressable", neverExceptable: [], exceptionKeys: [] },
    today: "2026-11-22",
  });
  expect(opened.origin).toEqual({
    from: "file",
    namedBy: "command line",
    path: file,
    sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
  });
});
