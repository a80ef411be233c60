import { Server, type ServiceDefinition, type sendUnaryData, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PolicyPack } from "@pulumi/policy";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { RulePolicy } from "../../policies/crossguard/rule-policy";
import type { WireProperties, WireResource } from "./wire";

/** What the library answers the engine with, for one policy on one resource. */
export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly urn: string;
  readonly level: "advisory" | "mandatory" | "other";
}

export interface Analysis {
  readonly diagnostics: readonly Diagnostic[];
  readonly notApplicable: readonly string[];
}

export interface PolicyConfiguration {
  readonly level?: "advisory" | "mandatory" | "remediate" | "disabled";
  readonly properties?: Readonly<Record<string, unknown>>;
}

type Unary<Request, Response> = (call: { request: Request }, callback: sendUnaryData<Response>) => void;

interface AnalyzerImplementation {
  readonly analyze: Unary<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>;
  readonly analyzeStack: Unary<analyzer.AnalyzeStackRequest, analyzer.AnalyzeResponse>;
  readonly remediate: Unary<analyzer.AnalyzeRequest, analyzer.RemediateResponse>;
  readonly configure: Unary<analyzer.ConfigureAnalyzerRequest, unknown>;
}

const policies: RulePolicy[] = [];
const analyzerInService: AnalyzerImplementation = serveInProcess();

/** The pack as the library really serves it, with the port left closed: its handlers are called in this process, on real protocol messages. */
function serveInProcess(): AnalyzerImplementation {
  const services: UntypedServiceImplementation[] = [];
  const addService = jest.spyOn(Server.prototype, "addService").mockImplementation((_: ServiceDefinition, implementation) => {
    services.push(implementation);
  });
  const bindAsync = jest.spyOn(Server.prototype, "bindAsync").mockImplementation(() => undefined);
  const directory = jest.spyOn(process, "cwd").mockReturnValue(`${__dirname}/../../policies`);
  new PolicyPack("phiguard", { policies, enforcementLevel: "mandatory" });
  for (const spy of [addService, bindAsync, directory]) spy.mockRestore();
  return services[0] as unknown as AnalyzerImplementation;
}

function call<Request, Response>(handler: Unary<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    handler({ request }, (error, response) => (error || response === null || response === undefined ? reject(error) : resolve(response)));
  });
}

function levelOf(level: analyzer.EnforcementLevel): Diagnostic["level"] {
  if (level === analyzer.EnforcementLevel.ADVISORY) return "advisory";
  return level === analyzer.EnforcementLevel.MANDATORY ? "mandatory" : "other";
}

function analysis(response: analyzer.AnalyzeResponse, urn: string): Analysis {
  return {
    diagnostics: response.getDiagnosticsList().map((diagnostic) => ({
      policy: diagnostic.getPolicyname(),
      message: diagnostic.getMessage(),
      urn: diagnostic.getUrn() || urn,
      level: levelOf(diagnostic.getEnforcementlevel()),
    })),
    notApplicable: response.getNotApplicableList().map((entry) => entry.getPolicyName()),
  };
}

function struct(properties: WireProperties): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function analyzeRequest(resource: WireResource): analyzer.AnalyzeRequest {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setIgnorechangesList([...resource.ignoreChanges]);
  if (resource.parent) options.setParent(resource.parent);
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(resource.name);
  request.setProperties(struct(resource.properties));
  request.setOptions(options);
  return request;
}

function stackResource(resource: WireResource, outputs: WireProperties): analyzer.AnalyzerResource {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setIgnorechangesList([...resource.ignoreChanges]);
  const message = new analyzer.AnalyzerResource();
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(resource.name);
  message.setProperties(struct(outputs));
  message.setOptions(options);
  if (resource.parent) message.setParent(resource.parent);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new analyzer.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

const levels = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  remediate: analyzer.EnforcementLevel.REMEDIATE,
  disabled: analyzer.EnforcementLevel.DISABLED,
};

/** A pack in service: the engine's calls, in the engine's order. */
export class ServedPack {
  private constructor() {}

  /** Puts policies in service; those served before are gone. */
  static async serve(
    served: readonly RulePolicy[],
    configuration: Readonly<Record<string, PolicyConfiguration>> = {},
  ): Promise<ServedPack> {
    policies.splice(0, policies.length, ...served);
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const policy of served) {
      const given = configuration[policy.name];
      const config = new analyzer.PolicyConfig();
      config.setEnforcementlevel(levels[given?.level ?? (policy.enforcementLevel === "advisory" ? "advisory" : "mandatory")]);
      config.setProperties(struct({ ...given?.properties }));
      request.getPolicyconfigMap().set(policy.name, config);
    }
    await call(analyzerInService.configure, request);
    return new ServedPack();
  }

  async analyze(resource: WireResource): Promise<Analysis> {
    return analysis(await call(analyzerInService.analyze, analyzeRequest(resource)), resource.urn);
  }

  /** @param outputsOf what the provider answered; default: the inputs, as a provider in a preview echoes them. */
  async analyzeStack(resources: readonly WireResource[], outputsOf = (resource: WireResource) => resource.properties): Promise<Analysis> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => stackResource(resource, outputsOf(resource))));
    return analysis(await call(analyzerInService.analyzeStack, request), "");
  }

  /** The properties after remediation; undefined where nothing was mended. */
  async remediate(resource: WireResource): Promise<Readonly<Record<string, unknown>> | undefined> {
    const response = await call(analyzerInService.remediate, analyzeRequest(resource));
    return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
  }

  /** Each resource in order, then the stack: all that a preview reports. */
  async preview(resources: readonly WireResource[]): Promise<Analysis> {
    const parts: Analysis[] = [];
    for (const resource of resources) parts.push(await this.analyze(resource));
    parts.push(await this.analyzeStack(resources));
    return { diagnostics: parts.flatMap((part) => part.diagnostics), notApplicable: parts.flatMap((part) => part.notApplicable) };
  }
}
