import * as grpc from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  DependencyInfo,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  InstallDependenciesResponse,
  LanguageHandshakeResponse,
  type RunRequest,
  RunResponse,
  RuntimeOptionsResponse,
  TemplateResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PackageParameterization, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { reason } from "../failure";
import { version } from "../package.json";
import { installDependencies, packageManagerOf } from "./install-dependencies";
import { type Package, pluginPackages, programDependencies } from "./installed-packages";
import { type HostAddresses, launchProgram } from "./launch";
import { failureOf, NodeProcess } from "./node-process";
import { runPlugin } from "./run-plugin";
import { runtimeOptionsOf } from "./runtime-options";

/** The exit code by which the SDK says that it has shown the user an error already, so that nothing needs to be added. */
const errorShownExitCode = 32;

/** The language host's gRPC service. What it does not support (generating code, packing SDKs, linking) it says by name. */
export function languageRuntime(addresses: HostAddresses): ILanguageRuntimeServer {
  let { engine } = addresses;
  const programs = new Set<NodeProcess>();
  return {
    handshake: (call, callback) => {
      engine = call.request.getEngineAddress() || engine;
      callback(null, new LanguageHandshakeResponse());
    },
    getPluginInfo: (_, callback) => callback(null, new PluginInfo().setVersion(version)),

    run: unary(async (call) => {
      const program = startProgram(call.request, { ...addresses, engine });
      programs.add(program);
      call.on("cancelled", () => program.stop());
      try {
        return answerOf(await program.ended);
      } finally {
        programs.delete(program);
      }
    }),
    cancel: (_, callback) => {
      for (const program of programs) program.stop();
      callback(null, new Empty());
    },
    runPlugin: streaming(runPlugin),

    installDependencies: streaming(async (call) => {
      const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
      const abort = new AbortController();
      call.on("cancelled", () => abort.abort());
      await installDependencies(
        folder,
        runtimeOptionsOf(call.request.getInfo()),
        (chunk) => void call.write(new InstallDependenciesResponse().setStdout(chunk)),
        (chunk) => void call.write(new InstallDependenciesResponse().setStderr(chunk)),
        abort.signal,
      );
    }),
    getProgramDependencies: unary(async ({ request }) => {
      const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
      const dependencies = programDependencies(folder, request.getTransitivedependencies());
      return new GetProgramDependenciesResponse().setDependenciesList(
        dependencies.map((each) => new DependencyInfo().setName(each.name).setVersion(each.version)),
      );
    }),
    getRequiredPackages: unary(async ({ request }) => {
      const packages = pluginPackages(request.getInfo()?.getProgramDirectory() ?? process.cwd());
      return new GetRequiredPackagesResponse().setPackagesList(packages.flatMap(packageDependency));
    }),
    about: unary(async ({ request }) => {
      const info = request.getInfo();
      const answer = new AboutResponse().setExecutable(process.execPath).setVersion(process.version);
      answer.getMetadataMap().set("packagemanager", packageManagerOf(info?.getProgramDirectory() ?? process.cwd(), runtimeOptionsOf(info)));
      return answer;
    }),
    runtimeOptionsPrompts: (_, callback) => callback(null, new RuntimeOptionsResponse()),
    template: (_, callback) => callback(null, new TemplateResponse()),

    getRequiredPlugins: unsupported("GetRequiredPlugins"),
    generateProgram: unsupported("GenerateProgram"),
    generateProject: unsupported("GenerateProject"),
    generatePackage: unsupported("GeneratePackage"),
    pack: unsupported("Pack"),
    link: unsupported("Link"),
  };
}

function startProgram(request: RunRequest, addresses: HostAddresses): NodeProcess {
  if (request.getAttachDebugger()) throw new Error("attaching a debugger to a program needs the language host of the vendor's CLI");
  return new NodeProcess(
    launchProgram(request, addresses),
    (chunk) => void process.stdout.write(chunk),
    (chunk) => void process.stderr.write(chunk),
  );
}

function answerOf(ending: Awaited<NodeProcess["ended"]>): RunResponse {
  if (ending.code === errorShownExitCode) return new RunResponse().setBail(true);
  return new RunResponse().setError(failureOf("the program", ending) ?? "");
}

function packageDependency({ plugin }: Package): PackageDependency[] {
  if (plugin === undefined) return [];
  const dependency = new PackageDependency().setName(plugin.name).setKind("resource").setVersion(plugin.version).setServer(plugin.server);
  if (plugin.parameterization !== undefined) {
    const { name, version: of, value } = plugin.parameterization;
    dependency.setParameterization(new PackageParameterization().setName(name).setVersion(of).setValue(value));
  }
  return [dependency];
}

/** A handler that answers with what a promise gives, and with its reason as an error of gRPC. */
function unary<Request, Response>(
  answer: (call: grpc.ServerUnaryCall<Request, Response>) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call).then(
      (response) => callback(null, response),
      (thrown: unknown) => callback(failure(thrown)),
    );
  };
}

/** A handler that writes what it has to say, and ends the stream when its promise settles. */
function streaming<Request, Response>(
  write: (call: grpc.ServerWritableStream<Request, Response>) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
  return (call) => {
    write(call).then(
      () => call.end(),
      (thrown: unknown) => call.emit("error", failure(thrown)),
    );
  };
}

function unsupported<Request, Response>(method: string): grpc.handleUnaryCall<Request, Response> {
  return (_, callback) =>
    callback({
      code: grpc.status.UNIMPLEMENTED,
      details: `${method} is not supported by the language host of phiguard's toolchain: use the vendor's CLI, which brings its own`,
    });
}

function failure(thrown: unknown): Partial<grpc.StatusObject> {
  return { code: grpc.status.UNKNOWN, details: reason(thrown) };
}
