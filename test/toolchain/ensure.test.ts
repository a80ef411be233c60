import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensureToolchain, ToolchainError } from "../../toolchain/ensure";
import { cacheFolder } from "../../toolchain/folders";
import { makeFolderOnce } from "../../toolchain/once";
import { toolchainTimeout } from "../engine/run-pulumi";

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(realpathSync(tmpdir()), "phiguard-toolchain-"));
});

afterEach(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** A folder with scripts in place of programs, each of which prints a line. */
function fakePrograms(folder: string, lines: Readonly<Record<string, string>>): string {
  const path = join(temporary, folder);
  mkdirSync(path, { recursive: true });
  for (const [name, line] of Object.entries(lines)) {
    writeFileSync(join(path, name), `#!/bin/sh\necho '${line}'\n`);
    chmodSync(join(path, name), 0o755);
  }
  return path;
}

/** Runs ensureToolchain with nothing but these folders on PATH and an empty cache. */
async function ensureWith(...path: string[]) {
  const lines: string[] = [];
  const environment = { PATH: path.join(":"), PHIGUARD_TOOLCHAIN_CACHE: join(temporary, "cache") };
  const outcome = await ensureToolchain({ environment, report: (line) => lines.push(line) }).then(
    (toolchain) => ({ toolchain, failure: undefined }),
    (failure: unknown) => ({ toolchain: undefined, failure }),
  );
  return { ...outcome, lines: lines.join("\n") };
}

describe("a CLI on PATH", () => {
  test("that is new enough is taken, with the vendor's language host beside it", async () => {
    const folder = fakePrograms("vendor", { pulumi: "v3.260.1", "pulumi-language-nodejs": "" });
    const { toolchain } = await ensureWith(folder);
    expect(toolchain).toEqual({ pathFolders: [folder], pulumi: join(folder, "pulumi"), version: "3.260.1", source: "path", ours: false });
  });

  test("that is too old is named with its version and path, and the next one is taken", async () => {
    const old = fakePrograms("old", { pulumi: "v3.100.0", "pulumi-language-nodejs": "" });
    const next = fakePrograms("next", { pulumi: "v3.250.0", "pulumi-language-nodejs": "" });
    const { toolchain, lines } = await ensureWith(old, next);
    expect(toolchain).toMatchObject({ version: "3.250.0", pathFolders: [next] });
    expect(lines).toBe(`the pulumi at ${join(old, "pulumi")} is 3.100.0, too old (needs 3.250.0)`);
  });

  test("that gives no version is named, and not taken", async () => {
    const { failure, lines } = await ensureWith(fakePrograms("broken", { pulumi: "command not found" }));
    expect(failure).toBeInstanceOf(ToolchainError);
    expect(lines).toContain(`${join(temporary, "broken", "pulumi")} does not say its version`);
  });

  test("without a language host gets this repository's, and not that of an older CLI", async () => {
    const bare = fakePrograms("bare", { pulumi: "v3.260.1" });
    const old = fakePrograms("old", { pulumi: "v3.100.0", "pulumi-language-nodejs": "the old host" });
    const { toolchain } = await ensureWith(old, bare);
    const folder = toolchain?.pathFolders[0] ?? "";
    expect(toolchain).toEqual({ pathFolders: [folder], pulumi: join(folder, "pulumi"), version: "3.260.1", source: "path", ours: true });
    expect(realpathSync(join(folder, "pulumi"))).toBe(join(bare, "pulumi"));
    expect(readFileSync(join(folder, "pulumi-language-nodejs"), "utf8")).toContain("toolchain/bin/pulumi-language-nodejs.js");
    // A second run, with that folder on PATH, gives the same.
    expect((await ensureWith(folder, old, bare)).toolchain).toEqual(toolchain);
  });

  test("with a language host in another folder of PATH keeps that one", async () => {
    const bare = fakePrograms("bare", { pulumi: "v3.260.1" });
    const host = fakePrograms("host", { "pulumi-language-nodejs": "" });
    const { toolchain } = await ensureWith(bare, host);
    expect(toolchain).toMatchObject({ pathFolders: [bare], ours: false });
  });
});

describe("without a CLI", () => {
  test("and without Go there are three lines that say how to get one", async () => {
    const { failure, lines } = await ensureWith(fakePrograms("empty", {}));
    expect(failure).toBeInstanceOf(ToolchainError);
    const message = failure instanceof Error ? failure.message.split("\n") : [];
    expect(message).toHaveLength(3);
    expect(message[0]).toContain("no Pulumi CLI 3.250.0 or newer on PATH");
    expect(message[1]).toContain("https://www.pulumi.com/docs/install/");
    expect(message[2]).toContain("Go 1.25 or newer");
    expect(lines).toContain("the vendor's CLI could not be fetched");
    expect(lines).toContain("there is no Go on PATH");
  }, 60_000);

  test("a Go that is too old is named", async () => {
    const { failure, lines } = await ensureWith(fakePrograms("go", { go: "go version go1.21.4 linux/amd64" }));
    expect(failure).toBeInstanceOf(ToolchainError);
    expect(lines).toContain("Go 1.21.4 is too old to build the CLI with (needs 1.25.0)");
  }, 60_000);

  test("a build that fails gives Go's own message", async () => {
    const folder = fakePrograms("go", {});
    const go = join(folder, "go");
    writeFileSync(
      go,
      `#!/bin/sh\ncase $1 in version) echo "go version go1.26.1 linux/amd64";; *) echo "go: the proxy is down" >&2; exit 1;; esac\n`,
    );
    chmodSync(go, 0o755);
    const { failure, lines } = await ensureWith(folder);
    expect(failure).toBeInstanceOf(ToolchainError);
    expect(lines).toContain("go: the proxy is down");
  }, 60_000);
});

test(
  "the second time a CLI is there within a second",
  async () => {
    const first = await ensureToolchain();
    const started = Date.now();
    expect(await ensureToolchain()).toEqual(first);
    expect(Date.now() - started).toBeLessThan(1_000);
  },
  toolchainTimeout,
);

describe("the cache", () => {
  test("is in PHIGUARD_TOOLCHAIN_CACHE, else in XDG_CACHE_HOME, else in ~/.cache", () => {
    expect(cacheFolder({ PHIGUARD_TOOLCHAIN_CACHE: "/chosen", XDG_CACHE_HOME: "/xdg" })).toBe("/chosen");
    expect(cacheFolder({ XDG_CACHE_HOME: "/xdg" })).toBe("/xdg/phiguard/toolchain");
    expect(cacheFolder({})).toMatch(/\/\.cache\/phiguard\/toolchain$/);
  });

  test("two that ask at once make a folder once", async () => {
    const folder = join(temporary, "made");
    let made = 0;
    const make = async (part: string) => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, 300));
      writeFileSync(join(part, "pulumi"), "");
    };
    const lines: string[] = [];
    const report = (line: string) => lines.push(line);
    await Promise.all([makeFolderOnce(folder, report, make), makeFolderOnce(folder, report, make)]);
    expect(made).toBe(1);
    expect(lines).toEqual([`another process is making ${folder}; waiting for it`]);
  });

  test("a folder whose making failed is not there, and is made by the next", async () => {
    const folder = join(temporary, "made");
    const report = () => {};
    await expect(makeFolderOnce(folder, report, () => Promise.reject(new Error("no space left")))).rejects.toThrow("no space left");
    await makeFolderOnce(folder, report, async (part) => writeFileSync(join(part, "pulumi"), "second"));
    expect(readFileSync(join(folder, "pulumi"), "utf8")).toBe("second");
  });

  test("the lock of a process that died is taken over", async () => {
    const folder = join(temporary, "made");
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(`${folder}.lock`, "1");
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${folder}.lock`, longAgo, longAgo);
    await makeFolderOnce(
      folder,
      () => {},
      async (part) => writeFileSync(join(part, "pulumi"), "taken over"),
    );
    expect(readFileSync(join(folder, "pulumi"), "utf8")).toBe("taken over");
  });
});
