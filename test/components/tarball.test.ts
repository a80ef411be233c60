// What a user gets: the tarball of `npm pack`, installed far from this checkout, under the real engine.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { type Engine, openEngine, removeProject, toolchainTimeout } from "../engine/run-pulumi";
import { type BuiltPackage, buildComponents } from "./build";

const sources = join(__dirname, "..", "..", "components");
const largestTarballBytes = 1024 * 1024;

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let built: BuiltPackage;
let folder: string;
let report: PackReport;
let engine: Engine;

beforeAll(async () => {
  built = buildComponents();
  folder = mkdtempSync(join(realpathSync(tmpdir()), "phiguard-components-"));
  const packed = join(folder, "packed");
  cpSync(join(built.folder, "bin"), join(packed, "bin"), { recursive: true });
  for (const file of ["package.json", "PulumiPlugin.yaml", "tsconfig.json", "README.md", "DESIGN.md"])
    cpSync(join(sources, file), join(packed, file));
  const npm = (directory: string, ...args: string[]) => execFileSync("npm", args, { cwd: directory, encoding: "utf8" });
  [report] = JSON.parse(npm(packed, "pack", "--ignore-scripts", "--json", "--pack-destination", folder)) as [PackReport];
  writeFileSync(join(folder, "package.json"), "{}\n");
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    [
      "name: clinic",
      "runtime: yaml",
      "packages:",
      "  components: ./node_modules/phiguard-components",
      "resources:",
      "  intake:",
      "    type: components:Queue",
    ].join("\n"),
  );
  // Under a name without a scope: the engine takes what follows an @ for a version.
  npm(folder, "install", `phiguard-components@file:${report.filename}`, "--no-audit", "--no-fund", "--prefer-offline");
  engine = await openEngine({ projectDirectory: folder, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
}, toolchainTimeout);

afterAll(() => {
  engine.close();
  removeProject(built.project);
  rmSync(folder, { recursive: true, force: true });
});

test("the tarball holds the bundle, its types and the sources of the schema, and is small", () => {
  process.stderr.write(`${report.filename}: ${Math.round(report.size / 1024)} KiB\n`);
  const paths = report.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "bin/index.js",
      "bin/index.ts",
      "bin/types/index.d.ts",
      "bin/schema/index.ts",
      "PulumiPlugin.yaml",
      "tsconfig.json",
    ]),
  );
  expect(paths.filter((path) => !/^(?:bin\/|[^/]+$)/.test(path))).toEqual([]);
  expect(report.size).toBeLessThan(largestTarballBytes);
});

test("a YAML program uses it without a compiler installed", async () => {
  expect(existsSync(join(folder, "node_modules", "typescript"))).toBe(false);
  const run = await engine.preview({ events: true, limitSeconds: 180 });
  expect({ exitCode: run.exitCode, output: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, output: "" });
  const types = run.events.flatMap((event) => event.resourcePreEvent?.metadata.type ?? []);
  expect(types).toEqual(
    expect.arrayContaining(["components:index:Queue", "components:index:EncryptionKey", "aws:sqs/queuePolicy:QueuePolicy"]),
  );
}, 240_000);
