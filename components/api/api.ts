import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, flag, input, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForCertificate, certificateOf, type Domain, domainArgument, enterAddress } from "../foundation/domain";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { type Firewall, firewall, firewallArgument } from "../foundation/firewall";
import { locationOf } from "../foundation/location";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { isRange } from "../network/address-plan";
import { authorization, authorizerOf, resourcePolicy } from "./callers";
import { accessLogFormat, accountRole, executionLogPath } from "./logs";
import { type ApiFunction, type ApiRoute, functionArgument, refuseRepeatedRoutes, routes, routesArgument } from "./routes";

export interface ApiArgs extends CommonArgs {
  /** What answers which requests. */
  routes: ApiRoute[];
  /**
   * The ranges of IPv4 addresses from which it is called: "203.0.113.0/24". This or `vpcEndpointIds`. A range of /7 or wider is the Internet, and needs `exception`.
   * Serves 45 CFR 164.312(a)(1), (e)(1).
   */
  allowedRanges?: string[];
  /** Ids of the endpoints "execute-api" of the VPCs from which it is called, and from nowhere else. This or `allowedRanges`. Serves 45 CFR 164.312(a)(1), (e)(1). */
  vpcEndpointIds?: pulumi.Input<string>[];
  /** ARNs of the user pools whose tokens callers show. Default: callers sign with AWS credentials. Serves 45 CFR 164.312(d). */
  userPoolArns?: pulumi.Input<string>[];
  /** The function that says who a caller is, by a token: a Function. Does not go with `userPoolArns`. Serves 45 CFR 164.312(d). */
  authorizer?: ApiFunction;
  /** The name by which it is called, and its certificate. Default: the one that AWS gives it. Does not go with `vpcEndpointIds`. Serves 45 CFR 164.312(e)(2)(ii). */
  domain?: Domain;
  /** The name of the stage, as in "prod"; default "live". It is part of the address where there is no `domain`. */
  stageName?: string;
  /** Requests a second, of all callers together: 1 to 10000, default 200. */
  requestsPerSecond?: number;
  /** Whether only cryptography that is validated for FIPS 140-3 is used. Default: false, and true in AWS GovCloud (US). Serves 45 CFR 164.312(e)(2)(ii). */
  fips?: boolean;
  /** The web application firewall, which cannot be left out. Serves 45 CFR 164.308(a)(5)(ii)(B). */
  firewall?: Firewall;
  /** The KMS key of the logs; it must let "logs" use it. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** Days that logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
  /**
   * Whether the component sets the role with which API Gateway writes logs for all APIs of the account in the Region. Default: true; say false where another Api or
   * the account's own program does. Serves 45 CFR 164.312(b).
   */
  accountLogRole?: boolean;
  /** Why a safeguard is weakened; asked for with a range in `allowedRanges` that is the Internet. */
  exception?: ExceptionEntry;
}

const argumentTable: ArgumentTable<ApiArgs> = {
  ...commonArguments,
  routes: routesArgument,
  allowedRanges: optional(listOf(text({ described: "a range of IPv4 addresses" }), { minimum: 1, described: "a list of ranges" })),
  vpcEndpointIds: optional(
    listOf(input(text({ matching: /^vpce-[0-9a-f]+$/, described: "the id of a VPC endpoint" })), {
      minimum: 1,
      described: "a list of ids of VPC endpoints",
    }),
  ),
  userPoolArns: optional(listOf(arnOf("cognito-idp"), { minimum: 1, described: "a list of ARNs of user pools" })),
  authorizer: optional(functionArgument),
  domain: optional(domainArgument),
  stageName: optional(text({ maximum: 128, matching: /^\w+$/, described: "a name of letters, digits and underscores" })),
  requestsPerSecond: optional(wholeNumber({ minimum: 1, maximum: 10_000, unit: "requests" })),
  fips: optional(flag()),
  firewall: firewallArgument,
  key: keyArgument,
  logRetentionDays: logRetentionArgument,
  accountLogRole: optional(flag()),
  exception: exceptionArgument,
};

/** A range that holds more than a /8 is as good as the Internet. Source: Amazon S3 User Guide, "The meaning of 'public'". */
const narrowestInternet = 7;

function isInternet(range: string): boolean {
  return Number(range.split("/")[1]) <= narrowestInternet;
}

function together(args: ApiArgs, refuse: Refuse): void {
  const { allowedRanges, vpcEndpointIds, userPoolArns } = args;
  if (!allowedRanges && !vpcEndpointIds)
    refuse("allowedRanges", "is missing: say from where the API is called, by ranges or by vpcEndpointIds");
  if (allowedRanges && vpcEndpointIds)
    refuse("vpcEndpointIds", "does not go with allowedRanges: what comes by an endpoint is not of the Internet");
  for (const [index, range] of (allowedRanges ?? []).entries()) {
    if (!isRange(range)) refuse(`allowedRanges[${index}]`, "must be a range of IPv4 addresses from its first one, as in 203.0.113.0/24");
  }
  if (userPoolArns && args.authorizer) refuse("authorizer", "does not go with userPoolArns: one of them says who a caller is");
  if (args.domain && vpcEndpointIds) refuse("domain", "does not go with vpcEndpointIds: the endpoint gives the name");
  askForCertificate(args.domain, refuse);
  refuseRepeatedRoutes(args.routes, refuse);
  for (const [index, { scopes }] of args.routes.entries()) {
    if (scopes && !userPoolArns) refuse(`routes[${index}].scopes`, "needs userPoolArns, whose tokens have scopes");
  }
  askForException(
    allowedRanges?.some(isInternet) === true ? { allowedRanges: "lets the whole Internet call" } : {},
    args.exception,
    refuse,
  );
}

/**
 * An API of functions that handle ePHI. It is a REST API and no HTTP API, since only REST APIs take a firewall, a policy on who may call from where, validation of requests,
 * logs of execution and traces, beside authorizers and TLS 1.2. Every caller is asked who it is, every call is logged with it, and bodies are not.
 * Serves 45 CFR 164.312(a)(1), (b), (d), (e)(1), (e)(2)(ii).
 */
export class Api extends pulumi.ComponentResource {
  /** The API's id. */
  readonly apiId: pulumi.Output<string>;
  /** The API's ARN for permissions to call it. */
  readonly executionArn: pulumi.Output<string>;
  /** The ARN of its stage. */
  readonly stageArn: pulumi.Output<string>;
  /** The address by which it is called. */
  readonly url: pulumi.Output<string>;
  /** The ARN of its firewall. */
  readonly webAclArn: pulumi.Output<string>;
  /** The name of the log group of calls. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the KMS key of its logs. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Api"), name, validated("Api", name, args, argumentTable, together), componentOptions("Api", opts));
    const child = { parent: this };
    const location = locationOf(this);
    const own = tagsOf(args);
    const stageName = args.stageName ?? "live";
    const apiName = physicalName(name, 128);
    const keyArn = resolveKey(this, name, args.key, {
      description: `Logs of ${name}`,
      services: ["logs"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const retention = args.logRetentionDays === undefined ? {} : { retentionInDays: args.logRetentionDays };
    const tls = {
      securityPolicy: location.partition.apply((partition) => securityPolicy(args.fips ?? partition === "aws-us-gov")),
      endpointAccessMode: "STRICT",
    };
    const api = new aws.apigateway.RestApi(
      name,
      {
        name: apiName,
        ...tls,
        endpointConfiguration: args.vpcEndpointIds ? { types: "PRIVATE", vpcEndpointIds: args.vpcEndpointIds } : { types: "REGIONAL" },
        disableExecuteApiEndpoint: args.domain !== undefined,
        policy: resourcePolicy(args, location),
        tags: { ...own, ...exceptionTags(args.exception) },
      },
      child,
    );
    const authorizerId = authorizerOf(this, name, args, api, location);
    const { parts, revision } = routes(this, name, args.routes, {
      api,
      location,
      authorization: authorization(args),
      ...(authorizerId && { authorizerId }),
    });
    const deployment = new aws.apigateway.Deployment(
      name,
      {
        restApi: api.id,
        // A stage goes on with what it had, earlier user pools and the address that AWS gives it among that, until the API is deployed again.
        // Source: API Gateway Developer Guide, "Updates to REST APIs that require redeployment".
        triggers: {
          routes: revision,
          policy: resourcePolicy(args, location),
          callers: pulumi.jsonStringify({ userPoolArns: args.userPoolArns, authorizer: args.authorizer?.arn, domain: args.domain?.name }),
        },
      },
      { ...child, dependsOn: parts },
    );
    const accessLogs = logGroup(this, name, { path: `/aws/apigateway/${apiName}`, keyArn, tags: own, ...retention });
    const executionLogs = logGroup(this, `${name}-execution`, { path: executionLogPath(api, stageName), keyArn, tags: own, ...retention });
    const account = args.accountLogRole === false ? [] : [accountRole(this, name, location, own)];
    const stage = new aws.apigateway.Stage(
      name,
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName,
        accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
        xrayTracingEnabled: true,
        tags: own,
      },
      { ...child, dependsOn: [executionLogs, ...account] },
    );
    const requestsPerSecond = args.requestsPerSecond ?? 200;
    new aws.apigateway.MethodSettings(
      name,
      {
        restApi: api.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: {
          loggingLevel: "ERROR",
          dataTraceEnabled: false,
          metricsEnabled: true,
          throttlingRateLimit: requestsPerSecond,
          throttlingBurstLimit: Math.min(2 * requestsPerSecond, 5000),
        },
      },
      child,
    );
    const webAclArn =
      args.firewall?.webAclArn ??
      firewall(this, name, args.firewall, {
        scope: "REGIONAL",
        keyArn,
        tags: own,
        ...(args.logRetentionDays !== undefined && { logRetentionDays: args.logRetentionDays }),
      });
    new aws.wafv2.WebAclAssociation(name, { resourceArn: stage.arn, webAclArn }, child);
    if (args.domain) reach(this, name, args.domain, { api, stage, tls, tags: own });

    this.apiId = api.id;
    this.executionArn = api.executionArn;
    this.stageArn = stage.arn;
    this.url = args.domain ? pulumi.output(`https://${args.domain.name}`) : stage.invokeUrl;
    this.webAclArn = pulumi.output(webAclArn);
    this.logGroupName = accessLogs.name;
    this.keyArn = keyArn;
    this.registerOutputs({
      apiId: this.apiId,
      executionArn: this.executionArn,
      stageArn: this.stageArn,
      url: this.url,
      webAclArn: this.webAclArn,
      logGroupName: this.logGroupName,
      keyArn: this.keyArn,
    });
  }
}

/** TLS 1.2 and 1.3, and the same of FIPS 140-3. Source: API Gateway Developer Guide, "Supported security policies". */
function securityPolicy(fips: boolean): string {
  return fips ? "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09" : "SecurityPolicy_TLS13_1_2_PQ_2025_09";
}

interface ReachSettings {
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly tls: Pick<aws.apigateway.DomainNameArgs, "securityPolicy" | "endpointAccessMode">;
  readonly tags: ReturnType<typeof tagsOf>;
}

function reach(parent: pulumi.ComponentResource, name: string, domain: Domain, { api, stage, tls, tags }: ReachSettings): void {
  const domainName = new aws.apigateway.DomainName(
    name,
    {
      domainName: domain.name,
      regionalCertificateArn: certificateOf(parent, name, domain, tags),
      endpointConfiguration: { types: "REGIONAL" },
      ...tls,
      tags,
    },
    { parent },
  );
  new aws.apigateway.BasePathMapping(name, { restApi: api.id, stageName: stage.stageName, domainName: domainName.domainName }, { parent });
  enterAddress(parent, name, domain, { name: domainName.regionalDomainName, zoneId: domainName.regionalZoneId });
}
