import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError, status } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutRequest,
  type AboutResponse,
  GeneratePackageRequest,
  GetRequiredPackagesRequest,
  type GetRequiredPackagesResponse,
  InstallDependenciesRequest,
  LinkRequest,
  PackRequest,
  ProgramInfo,
  RunPluginRequest,
  type RunPluginResponse,
} from "@pulumi/pulumi/proto/language_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { installCommand } from "../../toolchain/language-host/install-dependencies";
import { programDependencies } from "../../toolchain/language-host/installed-packages";
import { runtimeOptionsOf, splitWords } from "../../toolchain/language-host/runtime-options";
import { createProject, removeProject } from "../engine/run-pulumi";

const checkout = join(__dirname, "..", "..");
const bundle = join(checkout, "toolchain", "bin", "pulumi-language-nodejs.js");

let temporary: string;
let host: ChildProcess;
let client: LanguageRuntimeClient;

beforeAll(async () => {
  temporary = mkdtempSync(join(realpathSync(tmpdir()), "phiguard-host-"));
  host = spawn(process.execPath, [bundle, "127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = await firstLine(host);
  client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
});

afterAll(async () => {
  client.close();
  const ended = new Promise((resolve) => host.once("exit", resolve));
  host.stdin?.end();
  // The end of the pipe is the end of the engine, and so of the host.
  const forced = setTimeout(() => host.kill("SIGKILL"), 4_000);
  expect(await ended).toBe(0);
  clearTimeout(forced);
  rmSync(temporary, { recursive: true, force: true });
});

function firstLine(child: ChildProcess): Promise<string[]> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error("no stdout"));
    createInterface({ input: child.stdout }).once("line", (line) => resolve([line]));
    child.once("exit", (code) => reject(new Error(`the host exited with ${code}`)));
  });
}

function answer<Response>(call: (callback: (error: ServiceError | null, response: Response) => void) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

function write(files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(temporary, "program-"));
  for (const [path, json] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(json));
  }
  return folder;
}

function info(folder: string, options: Record<string, string | boolean | number> = {}): ProgramInfo {
  return new ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint(".")
    .setOptions(Struct.fromJavaScript(options));
}

test("says its version, also on the command line", async () => {
  const expected = JSON.parse(readFileSync(join(checkout, "toolchain", "package.json"), "utf8")).version;
  expect((await answer<PluginInfo>((done) => client.getPluginInfo(new Empty(), done))).getVersion()).toBe(expected);
  const printed = spawn(process.execPath, [bundle, "--version"], { stdio: ["ignore", "pipe", "inherit"] });
  expect(await firstLine(printed)).toEqual([expected]);
});

test("tells about Node and the package manager", async () => {
  const folder = write({ "package.json": {}, "yarn.lock": {} });
  const about = await answer<AboutResponse>((done) => client.about(new AboutRequest().setInfo(info(folder)), done));
  expect(about.getExecutable()).toBe(process.execPath);
  expect(about.getVersion()).toBe(process.version);
  expect(about.getMetadataMap().get("packagemanager")).toBe("yarn");
});

test("requires the plugins of the SDKs that are installed below a program, without those of policy packs", async () => {
  const sdk = (name: string, pulumi: object) => ({ name, version: "7.1.0", pulumi: { resource: true, ...pulumi } });
  const folder = write({
    "package.json": {},
    "node_modules/@pulumi/aws/package.json": sdk("@pulumi/aws", { name: "aws" }),
    "node_modules/@pulumi/random/package.json": sdk("@pulumi/random", { version: "v4.0.0", server: "https://plugins.example" }),
    "node_modules/@someone/cloud/package.json": sdk("@someone/cloud", { name: "cloud" }),
    "node_modules/plain/package.json": { name: "plain", version: "1.0.0" },
    "node_modules/plain/node_modules/@pulumi/aws/package.json": { ...sdk("@pulumi/aws", {}), version: "6.0.0" },
    "node_modules/broken/package.json": { name: 5 },
    "pack/PulumiPolicy.yaml": {},
    "pack/node_modules/@pulumi/azure/package.json": sdk("@pulumi/azure", {}),
  });
  const request = new GetRequiredPackagesRequest().setInfo(info(folder));
  const required = await answer<GetRequiredPackagesResponse>((done) => client.getRequiredPackages(request, done));
  const found = required
    .getPackagesList()
    .map((each) => `${each.getKind()} ${each.getName()} ${each.getVersion()} ${each.getServer()}`.trim());
  expect(found.sort()).toEqual([
    "resource aws v6.0.0",
    "resource aws v7.1.0",
    "resource cloud v7.1.0",
    "resource random v4.0.0 https://plugins.example",
  ]);
});

test("lists a program's dependencies as they are installed, direct or all", () => {
  const folder = write({
    "package.json": { dependencies: { one: "^1.0.0", absent: "*" }, devDependencies: { dev: "*" } },
    "node_modules/one/package.json": { name: "one", version: "1.2.3", dependencies: { two: "*" } },
    "node_modules/dev/package.json": { name: "dev", version: "0.1.0" },
    "node_modules/two/package.json": { name: "two", version: "9.9.9", dependencies: { one: "*" } },
    "program/empty/nothing.json": {},
  });
  const names = (transitive: boolean) =>
    programDependencies(join(folder, "program", "empty"), transitive).map(({ name, version }) => `${name}@${version}`);
  expect(names(false)).toEqual(["dev@0.1.0", "one@1.2.3"]);
  expect(names(true)).toEqual(["dev@0.1.0", "one@1.2.3", "two@9.9.9"]);
});

function install(folder: string, options: Record<string, string> = {}): Promise<{ output: string; error: ServiceError | undefined }> {
  return new Promise((resolve) => {
    const call = client.installDependencies(new InstallDependenciesRequest().setDirectory(folder).setInfo(info(folder, options)));
    let output = "";
    let error: ServiceError | undefined;
    call.on("data", (part) => {
      output += Buffer.from(part.getStdout_asU8()).toString() + Buffer.from(part.getStderr_asU8()).toString();
    });
    call.on("error", (thrown: ServiceError) => {
      error = thrown;
      resolve({ output, error });
    });
    call.on("end", () => resolve({ output, error }));
  });
}

test("installs dependencies with npm, and passes on its output and its failure", async () => {
  const good = write({
    "package.json": { name: "program", version: "1.0.0", dependencies: { part: "file:part" } },
    "part/package.json": { name: "part", version: "1.0.0" },
  });
  const done = await install(good);
  expect(done.error).toBeUndefined();
  expect(done.output).toContain(`Installing dependencies in ${good}: npm install`);
  expect(existsSync(join(good, "node_modules", "part"))).toBe(true);

  const bad = write({ "package.json": { dependencies: { part: "file:absent" } }, "package-lock.json": { lockfileVersion: 3 } });
  const failed = await install(bad);
  expect(failed.error?.details).toMatch(/^npm ci in .* exited with code \d+$/);
  expect(failed.output).toContain("npm error");
}, 60_000);

test("chooses a clean install only where nothing is installed", () => {
  const options = runtimeOptionsOf(undefined);
  expect(installCommand(write({ "package-lock.json": {} }), options).slice(0, 2)).toEqual(["npm", "ci"]);
  expect(installCommand(write({ "package-lock.json": {}, "node_modules/one/package.json": {} }), options).slice(0, 2)).toEqual([
    "npm",
    "install",
  ]);
  expect(installCommand(write({ "pnpm-lock.yaml": {} }), options)).toEqual(["pnpm", "install"]);
  expect(installCommand(write({ "pnpm-lock.yaml": {} }), { ...options, packageManager: "bun" })).toEqual(["bun", "install"]);
});

test("runs a plugin with its arguments, folder and environment, and passes on both streams and the exit code", async () => {
  const folder = createProject({
    "package.json": JSON.stringify({ name: "plugin", version: "1.0.0" }),
    "index.js": `process.stdout.write(JSON.stringify([process.argv.slice(2), process.cwd(), process.env.ONE]) + "\\n"); process.stderr.write("to stderr\\n"); process.exitCode = 7;`,
  });
  const request = new RunPluginRequest().setInfo(info(folder)).setPwd(temporary).setKind("resource").setArgsList(["127.0.0.1:2"]);
  request.setEnvList([`PATH=${process.env.PATH}`, "ONE=1=one"]);
  const { stdout, stderr, exitCode } = await runPlugin(request);
  expect(JSON.parse(stdout)).toEqual([["127.0.0.1:2"], temporary, "1=one"]);
  expect(stderr).toBe("to stderr\n");
  expect(exitCode).toBe(7);
  removeProject(folder);
});

function runPlugin(request: RunPluginRequest): Promise<{ stdout: string; stderr: string; exitCode: number | undefined }> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    let exitCode: number | undefined;
    const call = client.runPlugin(request);
    call.on("data", (part: RunPluginResponse) => {
      if (part.hasStdout()) stdout += Buffer.from(part.getStdout_asU8()).toString();
      if (part.hasStderr()) stderr += Buffer.from(part.getStderr_asU8()).toString();
      if (part.hasExitcode()) exitCode = part.getExitcode();
    });
    call.on("error", reject);
    call.on("end", () => resolve({ stdout, stderr, exitCode }));
  });
}

test.each([
  ["GeneratePackage", (done: (error: ServiceError | null) => void) => client.generatePackage(new GeneratePackageRequest(), done)],
  ["Pack", (done: (error: ServiceError | null) => void) => client.pack(new PackRequest(), done)],
  ["Link", (done: (error: ServiceError | null) => void) => client.link(new LinkRequest(), done)],
])("says that it does not support %s", async (method, call) => {
  const error = await new Promise<ServiceError | null>((resolve) => call(resolve));
  expect(error?.code).toBe(status.UNIMPLEMENTED);
  expect(error?.details).toContain(`${method} is not supported by the language host of phiguard's toolchain`);
});

test("reads runtime options, and names a wrong one", () => {
  expect(runtimeOptionsOf(undefined)).toEqual({ typescript: true, tsconfig: undefined, nodeArguments: [], packageManager: undefined });
  expect(runtimeOptionsOf(info("/", { typescript: false, tsconfig: "a.json", nodeargs: "--a --b", packagemanager: "pnpm" }))).toEqual({
    typescript: false,
    tsconfig: "a.json",
    nodeArguments: ["--a", "--b"],
    packageManager: "pnpm",
  });
  expect(() => runtimeOptionsOf(info("/", { typescript: "yes" }))).toThrow("typescript must be true or false");
  expect(() => runtimeOptionsOf(info("/", { nodeargs: 5 }))).toThrow("nodeargs must be a string");
  expect(() => runtimeOptionsOf(info("/", { packagemanager: "cargo" }))).toThrow('not "cargo"');
});

test.each([
  ["", []],
  ["  --one   --two=2 ", ["--one", "--two=2"]],
  [`--title='two words' "and three 'more' words"`, ["--title=two words", "and three 'more' words"]],
  [String.raw`a\ b "c \" d" '\n' ''`, ["a b", 'c " d', String.raw`\n`, ""]],
])("splits %j as a shell does", (line, words) => {
  expect(splitWords(line)).toEqual(words);
});
