// The commands on the register: what they print, how they end, and that a file is never left half written.

import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { add, type Given } from "../../cli/exceptions/add";
import { type BaselineOptions, type BaselineRun, baseline, baselineOf } from "../../cli/exceptions/baseline";
import { check } from "../../cli/exceptions/check";
import { compile, nativeExceptions } from "../../cli/exceptions/compile";
import { list } from "../../cli/exceptions/list";
import { replaceFile, textOf } from "../../cli/exceptions/replace-file";
import { sign } from "../../cli/exceptions/sign";
import { Failure } from "../../cli/exit-code";
import { dayOf, daysAfter } from "../../policies/exceptions/dates";
import { readRegisterText } from "../../policies/exceptions/read";
import type { Exception } from "../../policies/exceptions/schema";
import { readSettings } from "../../policies/settings";
import { entry as anyEntry, type Given as Changes, registerOf } from "./entries";

const folder = mkdtempSync(join(tmpdir(), "phiguard-exceptions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const today = dayOf(new Date());
const visits = "urn:pulumi:prod::clinic::aws:rds/instance:Instance::visits";

/** Of real rules, with dates around the day of the test. */
function entry(changes: Changes = {}) {
  return anyEntry({ rules: ["rds-storage-encrypted"], approvedOn: daysAfter(today, -10), expiresOn: daysAfter(today, 200), ...changes });
}

let files = 0;
function file(text: string): string {
  const path = join(folder, `register-${files++}.yaml`);
  writeFileSync(path, text);
  return path;
}

function register(...exceptions: readonly unknown[]): string {
  return file(stringify({ version: 1, exceptions }));
}

let out = "";
let err = "";
beforeEach(() => {
  out = "";
  err = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

test("a pipe or a device in the place of a register is not opened, since it may never end", () => {
  const link = join(folder, "endless.yaml");
  symlinkSync("/dev/zero", link);
  expect(failureOf(() => textOf(link))).toMatchObject({ message: `${link} is not a file`, code: 2 });
  const pipe = join(folder, "pipe.yaml");
  execFileSync("mkfifo", [pipe]);
  expect(failureOf(() => textOf(pipe))).toMatchObject({ message: `${pipe} is not a file`, code: 2 });
});

test("an id that holds a line break does not begin a line of its own in what is told", () => {
  const path = register(entry({ id: "x\n::error::pwn\u001b[2J" }));
  expect(check(path, undefined, false)).toBe(2);
  for (const sign of ["\n", "\u001b"]) expect(err.trimEnd()).not.toContain(sign);
});

describe("check", () => {
  test("a register that is right", () => {
    const path = register(entry());
    expect([check(path, undefined, false), out, err]).toEqual([0, `${path} is right: 1 exceptions.\n`, ""]);
  });

  test("every mistake has its place, and a rule that was meant", () => {
    const path = register(entry({ rules: ["rds-storage-encryptd"], approver: "Dana Ruiz" }), entry({ id: "x" }));
    expect(check(path, undefined, false)).toBe(2);
    expect(err.split("\n")).toEqual([
      expect.stringMatching(/:\d+:9: The exception x: exceptions\[1\]\.id must be 3 to 100 letters/),
      `${path}:3:5: The exception visits-encryption: names the rule rds-storage-encryptd, which does not exist; did you mean rds-storage-encrypted?`,
      `${path}:3:5: The exception visits-encryption: is approved by its owner: another person has to approve it.`,
      "",
    ]);
  });

  test("for programs", () => {
    const path = register(entry({ expiresOn: daysAfter(today, 5) }));
    expect(check(path, undefined, true)).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file: path,
      exceptions: 1,
      counting: 1,
      problems: [{ code: "expires-soon", blocks: false, line: 3 }],
    });
  });

  test("the settings of a configuration decide", () => {
    const path = register(entry());
    const config = file(JSON.stringify({ phiguard: { acceptedRisk: "never" } }));
    expect(check(path, config, false)).toBe(2);
    expect(err).toContain("the setting acceptedRisk says that no risk is accepted");
    const wrong = file(JSON.stringify({ phiguard: { acceptedRisk: "sometimes" } }));
    expect(failureOf(() => check(path, wrong, false)).message).toContain("phiguard.acceptedRisk");
  });

  test("a file that is not there is wrong usage", () => {
    const failure = failureOf(() => check(join(folder, "nowhere.yaml"), undefined, false));
    expect([failure.code, failure.message]).toEqual([2, expect.stringContaining("cannot be read (ENOENT)")]);
  });

  test("text of the file steers no terminal", () => {
    const path = file(stringify({ version: 1, exceptions: [entry({ owner: "Dana" })], "\u001b[31mred": 1 }));
    expect(check(path, undefined, false)).toBe(2);
    expect(err).toContain("red, which is not one of its keys");
    expect(err).not.toContain("\u001b");
  });
});

test("list says of each whether it counts", () => {
  const path = register(
    entry(),
    entry({ id: "soon", expiresOn: daysAfter(today, 3) }),
    entry({ id: "over", expiresOn: daysAfter(today, -3) }),
    entry({ id: "wrong", approver: "Dana Ruiz" }),
  );
  expect(list(path, undefined, true)).toBe(0);
  const states: { id: string; state: string }[] = JSON.parse(out);
  expect(states.map(({ id, state }) => [id, state])).toEqual([
    ["visits-encryption", "counts"],
    ["soon", "expires soon"],
    ["over", "expired"],
    ["wrong", "does not count"],
  ]);
  out = "";
  expect(list(path, undefined, false)).toBe(0);
  expect(out).toContain("4 exceptions, 2 count");
});

describe("compile", () => {
  test("embeds what the pack reads, and leaves the rest of the configuration", () => {
    const path = register(entry());
    const config = file(JSON.stringify({ all: "advisory", phiguard: { undetermined: "mandatory" } }));
    expect(compile(path, { configuration: undefined, into: config, native: false })).toBe(0);
    const { all, phiguard } = JSON.parse(readFileSync(config, "utf8"));
    expect([all, phiguard.undetermined]).toEqual(["advisory", "mandatory"]);
    const { settings, problems } = readSettings(phiguard);
    expect([problems, settings.exceptions]).toEqual([[], { version: 1, exceptions: [entry()] }]);
    expect(compile(path, { configuration: undefined, into: config, native: false })).toBe(0);
    expect(JSON.parse(readFileSync(config, "utf8"))).toEqual({ all, phiguard });
  });

  test("a configuration that is a level only becomes an object, and one that is not there is begun", () => {
    const path = register(entry());
    const level = file(JSON.stringify({ phiguard: "mandatory" }));
    compile(path, { configuration: undefined, into: level, native: false });
    expect(JSON.parse(readFileSync(level, "utf8")).phiguard).toMatchObject({ enforcementLevel: "mandatory", exceptions: { version: 1 } });
    const fresh = join(folder, "fresh.json");
    compile(path, { configuration: undefined, into: fresh, native: false });
    expect(Object.keys(JSON.parse(readFileSync(fresh, "utf8")))).toEqual(["phiguard"]);
  });

  test("a register with a mistake is not compiled, and the configuration stays", () => {
    const config = file("{}");
    expect(compile(register(entry({ approver: "Dana Ruiz" })), { configuration: undefined, into: config, native: false })).toBe(2);
    expect([readFileSync(config, "utf8"), err]).toEqual(["{}", expect.stringContaining("is approved by its owner")]);
    const broken = file("{ half");
    expect(failureOf(() => compile(register(entry()), { configuration: undefined, into: broken, native: false })).code).toBe(2);
    expect(readFileSync(broken, "utf8")).toBe("{ half");
  });

  test("Pulumi's own form takes URNs, a hundred at a time", () => {
    const urns = Array.from({ length: 150 }, (_, index) => `${visits}${index}`);
    const mixed = registerOf([
      anyEntry({ resources: [...urns, { type: "aws:rds/instance:Instance", name: "old-*" }] }),
      anyEntry({ id: "named", resources: [{ type: "aws:s3/bucket:Bucket", name: "logs" }] }),
    ]);
    const native = nativeExceptions(mixed.counting);
    expect(Object.keys(native)).toEqual(["visits-encryption"]);
    expect(native["visits-encryption"]?.match.map(({ policies, targets }) => [policies, targets.length])).toEqual([
      [["storage-encrypted"], 100],
      [["storage-encrypted"], 50],
    ]);
    expect(err).toContain("named: resources by name");
  });
});

const said: Given = {
  id: "visits-encryption",
  rules: ["rds-storage-encrypted"],
  resources: [visits, "aws:s3/bucket:Bucket old-* prod"],
  kind: "accepted-risk",
  reason: "The vendor's image cannot be encrypted: it is replaced in May.",
  riskAnalysis: "RA-2026-014",
  owner: "Dana Ruiz",
  approver: "Lee Okafor",
};

describe("add", () => {
  test("begins a register that is right", async () => {
    const path = join(folder, "begun.yaml");
    expect(await add(path, said, undefined, undefined)).toBe(0);
    expect(check(path, undefined, false)).toBe(0);
    const [added] = readRegisterText(readFileSync(path, "utf8")).entries;
    expect(added?.entry).toMatchObject({
      resources: [visits, { type: "aws:s3/bucket:Bucket", name: "old-*", stack: "prod" }],
      approvedOn: today,
      expiresOn: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
    });
  });

  test("keeps comments, order and what else is there", async () => {
    const path = file(
      `# Reviewed every quarter.\nversion: 1 # of the format\nkeys: []\nexceptions:\n  # agreed with the auditor\n${stringify([
        entry({ id: "first" }),
      ])
        .split("\n")
        .map((line) => (line === "" ? "" : `  ${line}`))
        .join("\n")}# the end\n`,
    );
    const before = readFileSync(path, "utf8");
    expect(await add(path, said, undefined, undefined)).toBe(0);
    const after = readFileSync(path, "utf8");
    for (const kept of ["# Reviewed every quarter.", "version: 1 # of the format", "# agreed with the auditor", "# the end"])
      expect(after).toContain(kept);
    expect(readRegisterText(after).entries.map(({ entry: { id } }) => id)).toEqual(["first", "visits-encryption"]);
    expect(readRegisterText(after).entries[0]?.entry).toEqual(readRegisterText(before).entries[0]?.entry);
  });

  test("asks what the options do not say", async () => {
    const path = join(folder, "asked.yaml");
    const answers: Record<string, string> = {
      "Which rules": "rds-storage-encrypted, rds-tls12-minimum-parameter",
      "Which resources": visits,
      "Which kind": "equivalent-alternative",
      "A name": "host-encryption",
      Why: "The vendor's image cannot be encrypted by AWS.",
      "What is done": "The host encrypts the disk with a key of its own.",
      "Where that": "runbook HOST-7",
      "Who answers": "Dana Ruiz",
      "Who approved": "Lee Okafor",
      "When it": "",
      "The last day": "",
    };
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return Object.entries(answers).find(([begin]) => question.startsWith(begin))?.[1] ?? "";
    };
    const given = { ...said, rules: undefined, kind: undefined };
    expect(await add(path, { rules: ["rds-storage-encrypted"] }, ask, undefined)).toBe(0);
    expect(asked[1]).toBe("Which kind (equivalent-alternative, accepted-risk, not-applicable): ");
    expect(asked.some((question) => question.startsWith("Where the risk analysis"))).toBe(false);
    expect(given.rules).toBeUndefined();
  });

  test("offers no accepted risk where the paragraph is required", async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return "";
    };
    await expect(
      add(join(folder, "never.yaml"), { ...said, rules: ["cloudtrail-kms", "rds-log-exports"], kind: undefined }, ask, undefined),
    ).rejects.toThrow();
    expect(asked.find((question) => question.startsWith("Which kind"))).not.toContain("accepted-risk");
    expect(existsSync(join(folder, "never.yaml"))).toBe(false);
  });

  test.each<[string, Given, string]>([
    ["an unknown rule", { rules: ["rds-storage-encryptd"] }, "did you mean rds-storage-encrypted"],
    ["an approver who is the owner", { approver: "dana ruiz" }, "approved by its owner"],
    ["a rule that takes none", { rules: ["rds-not-public"] }, "takes no exception"],
    ["too broad", { resources: ["aws:s3/bucket:Bucket *"] }, "too broad"],
    ["a kind that is none", { kind: "waiver" }, "kind must be one of"],
    ["too long", { expiresOn: daysAfter(today, 400) }, "longer than a year"],
    ["no resource", { resources: undefined }, "--resource is missing"],
  ])("writes nothing that would not count: %s", async (_name, changes, message) => {
    const path = register(entry({ id: "first" }));
    const before = readFileSync(path, "utf8");
    await expect(add(path, { ...said, ...changes }, undefined, undefined)).rejects.toThrow(message);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("an id that is taken is told, and a register that cannot be read is left alone", async () => {
    const path = register(entry({ id: said.id }));
    expect(await add(path, said, undefined, undefined)).toBe(2);
    expect(err).toContain("shares its id with another exception");
    const broken = file("version: 1\nexceptions: [");
    await expect(add(broken, said, undefined, undefined)).rejects.toThrow("is not YAML");
    expect(readFileSync(broken, "utf8")).toBe("version: 1\nexceptions: [");
  });
});

describe("writing", () => {
  test("keeps the mode and follows a link", async () => {
    const path = register(entry({ id: "first" }));
    chmodSync(path, 0o640);
    const link = join(folder, "link.yaml");
    symlinkSync(path, link);
    expect(await add(link, said, undefined, undefined)).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readFileSync(path, "utf8")).toContain("visits-encryption");
  });

  test("what somebody else wrote in the meantime is not lost", () => {
    const path = file("new\n");
    const failure = failureOf(() => replaceFile(path, "mine\n", "old\n"));
    expect([failure.code, readFileSync(path, "utf8")]).toEqual([3, "new\n"]);
  });

  test("a folder that is not there leaves nothing behind", () => {
    const before = readdirSync(folder);
    expect(failureOf(() => replaceFile(join(folder, "none", "x.yaml"), "text", undefined)).code).toBe(3);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("sign", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = (): string => file(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  const keys = [{ id: "lee", holder: "Lee Okafor", publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64") }];

  test("signs with a key of the header, and a change after that is told", () => {
    const path = file(stringify({ version: 1, requireSignatures: true, keys, exceptions: [entry({ id: "first" }), entry()] }));
    expect(check(path, undefined, false)).toBe(2);
    expect([sign(path, "first", pem()), sign(path, "visits-encryption", pem())]).toEqual([0, 0]);
    expect(check(path, undefined, false)).toBe(0);
    writeFileSync(path, readFileSync(path, "utf8").replace(daysAfter(today, 200), daysAfter(today, 201)));
    expect(check(path, undefined, false)).toBe(2);
    expect(err).toContain("it was changed after the approval");
  });

  test("a key that is not in the header, a file that is no key, an entry that is not there", () => {
    const path = register(entry());
    const stranger = failureOf(() => sign(path, "visits-encryption", pem()));
    expect([stranger.message, stranger.remedy]).toEqual([
      expect.stringContaining("is not in the header"),
      expect.stringContaining("publicKey: MCow"),
    ]);
    expect(failureOf(() => sign(path, "visits-encryption", file("secret"))).message).not.toContain("secret");
    expect(failureOf(() => sign(path, "none", pem())).message).toContain("has no exception none");
  });
});

describe("baseline", () => {
  const run: BaselineRun = {
    stack: "prod",
    settings: { acceptedRisk: "addressable", neverExceptable: ["rds-not-public"] },
    verdicts: [
      { rule: "rds-storage-encrypted", urn: visits, outcome: "fail", blocks: true },
      { rule: "rds-storage-encrypted", urn: `${visits}2`, within: "Database", outcome: "fail", blocks: true },
      { rule: "rds-log-exports", urn: visits, outcome: "fail", blocks: true },
      { rule: "rds-not-public", urn: visits, outcome: "fail", blocks: true },
      { rule: "rds-tls12-minimum-parameter", urn: visits, outcome: "undetermined", blocks: false },
      { rule: "rds-iam-authentication", urn: visits, outcome: "pass", blocks: false },
      { rule: "cloudtrail-present", outcome: "fail", blocks: true },
    ],
  };
  const people: BaselineOptions = {
    owner: "Dana Ruiz",
    approver: "Lee Okafor",
    riskAnalysis: "RA-1",
    plan: "Mended with the move of January.",
    today,
  };

  test("addressable: the risk is accepted; required: a plan, since the law knows no accepted risk; both imported, for 90 days", () => {
    const { entries, left } = baselineOf(run, [], people);
    expect(entries.map(({ kind, rules, resources, imported, expiresOn }) => ({ kind, rules, resources, imported, expiresOn }))).toEqual([
      {
        kind: "accepted-risk",
        rules: ["rds-storage-encrypted"],
        resources: [visits, { urn: `${visits}2`, within: "Database" }],
        imported: true,
        expiresOn: daysAfter(today, 90),
      },
      { kind: "remediation-plan", rules: ["rds-log-exports"], resources: [visits], imported: true, expiresOn: daysAfter(today, 90) },
    ]);
    expect(left.map(({ finding, why }) => [finding.rule, why])).toEqual([
      ["rds-not-public", "the rule takes no exception: mend it first"],
      ["cloudtrail-present", "it is on no resource"],
    ]);
  });

  test("where no risk is accepted, all are plans", () => {
    const { entries } = baselineOf({ ...run, settings: { acceptedRisk: "never", neverExceptable: [] } }, [], people);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(["remediation-plan"]));
  });

  test("what was taken over once is not taken over again, be it over or not", () => {
    const { entries } = baselineOf(run, [], people);
    const over: readonly Exception[] = entries.map((each) => ({
      ...each,
      approvedOn: daysAfter(today, -100),
      expiresOn: daysAfter(today, -10),
    }));
    const again = baselineOf(run, over, people);
    expect(again.entries).toEqual([]);
    expect(again.left.map(({ why }) => why)).toContain("imported-rds-storage-encrypted took it over before, and that is done once");
  });

  test("a thousand findings of a rule make several entries", () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      rule: "rds-storage-encrypted",
      urn: `${visits}${index}`,
      outcome: "fail",
      blocks: true,
    }));
    const { entries } = baselineOf({ ...run, verdicts: many }, [], people);
    expect(entries.map(({ id, resources }) => [id, resources.length])).toEqual([
      ["imported-rds-storage-encrypted", 1000],
      ["imported-rds-storage-encrypted-2", 1000],
      ["imported-rds-storage-encrypted-3", 500],
    ]);
  });

  test("writes a register that is right, says what is left, and nobody approves their own", () => {
    const path = join(folder, "baseline.yaml");
    expect(baseline(run, path, people)).toBe(1);
    expect(out).toContain("3 findings in 2 entries");
    expect(err).toContain("left: rds-not-public");
    expect(check(path, undefined, false)).toBe(0);
    out = "";
    expect(baseline(run, path, people)).toBe(1);
    expect(out).toContain("there was nothing to take over");
    const own = join(folder, "own.yaml");
    expect(failureOf(() => baseline(run, own, { ...people, approver: "dana ruiz" })).message).toContain("approved by its owner");
    expect(existsSync(own)).toBe(false);
  });
});
