// What a user gets: the tarball of `npm pack`, unpacked and installed far from this checkout, under the real engine.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { buildPack } from "../e2e/bundle";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

const policies = join(__dirname, "..", "..", "policies");
const largestTarballBytes = 2 * 1024 * 1024;

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let folder = "";
let unpacked = "";
let project = "";
let report: PackReport;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "phiguard-tarball-"));
  // Without its scripts, which would build again what other tests are using.
  const output = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: policies,
    encoding: "utf8",
  });
  [report] = JSON.parse(output) as [PackReport];
  execFileSync("tar", ["-xzf", report.filename], { cwd: folder });
  unpacked = join(folder, "package");
  execFileSync("npm", ["install", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: unpacked, stdio: "pipe" });
  project = createProject({
    "Pulumi.yaml": "name: clinic\nruntime: nodejs\n",
    "index.js": `
      const aws = require("@pulumi/aws");
      new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres", storageEncrypted: process.env.CLINIC === "compliant" });
    `,
  });
  engine = await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
}, toolchainTimeout);

afterAll(() => {
  if (project) removeProject(project);
  if (folder) rmSync(folder, { recursive: true, force: true });
  engine.close();
});

test("the tarball holds the built pack and nothing of the sources, and is small", () => {
  process.stderr.write(
    `${report.filename}: ${Math.round(report.size / 1024)} KiB, unpacked ${Math.round(report.unpackedSize / 1024)} KiB\n`,
  );
  const paths = report.files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["main.js", "package.json", "PulumiPolicy.yaml", "bin/index.js"]));
  expect(paths.filter((path) => path.endsWith(".ts"))).toEqual([]);
  expect(report.size).toBeLessThan(largestTarballBytes);
});

test("it installs without @pulumi/aws and without a compiler", () => {
  expect(readdirSync(join(unpacked, "node_modules", "@pulumi"))).not.toContain("aws");
  expect(existsSync(join(unpacked, "node_modules", "@pulumi", "policy"))).toBe(true);
  expect(existsSync(join(unpacked, "node_modules", "esbuild"))).toBe(false);
});

test("a preview with the installed pack blocks a violation, and says why", async () => {
  const blocked = await engine.preview({ policyPacks: [unpacked], events: true });
  expect(blocked.exitCode).not.toBe(0);
  const [finding, ...more] = violationsOf(blocked.events).filter(({ policyName }) => policyName === "rds-storage-encrypted");
  expect([finding?.enforcementLevel, more]).toEqual(["mandatory", []]);
  expect(finding?.message).toContain("45 CFR 164.312(a)(2)(iv)");
  const encrypted = await engine.preview({ policyPacks: [unpacked], events: true, environment: { CLINIC: "compliant" } });
  expect(violationsOf(encrypted.events).filter(({ policyName }) => policyName === "rds-storage-encrypted")).toEqual([]);
}, 120_000);

test("starting the pack loads nothing of @pulumi/aws, although it is there", () => {
  const pack = buildPack();
  try {
    const start = `require("./main.js"); require("@pulumi/aws/package.json"); console.error(JSON.stringify(Object.keys(require.cache))); process.exit(0);`;
    const { stderr } = spawnSync(process.execPath, ["-e", start], { cwd: pack, encoding: "utf8" });
    const loaded: readonly string[] = JSON.parse(stderr.trim().split("\n").at(-1) ?? "");
    expect(loaded.some((path) => path.includes("/@pulumi/policy/"))).toBe(true);
    expect(loaded.some((path) => path.endsWith("/@pulumi/aws/package.json"))).toBe(true);
    expect(loaded.filter((path) => path.includes("/@pulumi/aws/") && !path.endsWith("/@pulumi/aws/package.json"))).toEqual([]);
  } finally {
    removeProject(pack);
  }
});

test("a pack that was not built says so, and the preview fails", async () => {
  const unbuilt = join(folder, "unbuilt");
  mkdirSync(unbuilt);
  for (const file of ["main.js", "package.json", "PulumiPolicy.yaml"]) cpSync(join(unpacked, file), join(unbuilt, file));
  symlinkSync(join(unpacked, "node_modules"), join(unbuilt, "node_modules"));
  const run = await engine.preview({ policyPacks: [unbuilt], environment: { CLINIC: "compliant" } });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain(`phiguard is not built: ${join(unbuilt, "bin", "index.js")} is missing.`);
  expect(run.output).toContain("npm run build");
}, 120_000);
