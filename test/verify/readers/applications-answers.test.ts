// What phiguard verify makes of answers about applications that emulators do not give: pages, shared and deleted things, denials.
import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand, ListTagsForCertificateCommand } from "@aws-sdk/client-acm";
import {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetDeploymentCommand,
  GetDomainNamesCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
} from "@aws-sdk/client-api-gateway";
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetDomainNamesCommand as GetRegionalDomainNamesCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  CloudFrontClient,
  type DistributionSummary,
  GetDistributionConfigCommand,
  GetVpcOriginCommand,
  ListDistributionsCommand,
  ListResponseHeadersPoliciesCommand,
  ListTagsForResourceCommand,
  ListVpcOriginsCommand,
} from "@aws-sdk/client-cloudfront";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListCodeSigningConfigsCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListLayersCommand,
  ListTagsCommand,
} from "@aws-sdk/client-lambda";
import { DescribeSecretCommand, GetResourcePolicyCommand, ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  GetWebACLCommand,
  ListLoggingConfigurationsCommand,
  ListResourcesForWebACLCommand,
  ListWebACLsCommand,
  ListTagsForResourceCommand as ListWebAclTagsCommand,
  WAFV2Client,
} from "@aws-sdk/client-wafv2";
import { mockClient } from "aws-sdk-client-mock";
import type { Found } from "../../../cli/verify/found";
import type { ServiceReader } from "../../../cli/verify/reader";
import { acmReader } from "../../../cli/verify/readers/acm";
import { apiDomainNamesReader } from "../../../cli/verify/readers/api-domain-names";
import { apigatewayReader } from "../../../cli/verify/readers/apigateway";
import { cloudfrontReader } from "../../../cli/verify/readers/cloudfront";
import { cognitoReader } from "../../../cli/verify/readers/cognito";
import { lambdaReader } from "../../../cli/verify/readers/lambda";
import { secretsmanagerReader } from "../../../cli/verify/readers/secretsmanager";
import { wafv2Reader } from "../../../cli/verify/readers/wafv2";
import { failuresOf, verdictOn } from "../live";
import { readBy as readIn } from "./read-by";

const accountId = "111122223333";
const region = "us-west-2";

const where = { accountId, region };
const readBy = async (...readers: readonly ServiceReader[]) => readIn(where, ...readers);

const namesOf = (found: Found, kind: string) => found.resources.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ name }) => name);
const denied = Object.assign(new Error("not allowed"), { name: "AccessDeniedException" });
const allow = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*", ...more }] });

describe("with answers written by hand, since no emulator has it", () => {
  const lambda = mockClient(LambdaClient);
  const rest = mockClient(APIGatewayClient);
  const http = mockClient(ApiGatewayV2Client);
  const cloudfront = mockClient(CloudFrontClient);
  const waf = mockClient(WAFV2Client);
  const secrets = mockClient(SecretsManagerClient);
  const cognito = mockClient(CognitoIdentityProviderClient);
  const acm = mockClient(ACMClient);
  beforeEach(() => {
    for (const mock of [lambda, rest, http, cloudfront, waf, secrets, cognito, acm]) mock.reset();
    lambda.on(ListEventSourceMappingsCommand).resolves({});
    lambda.on(ListCodeSigningConfigsCommand).resolves({});
    lambda.on(ListLayersCommand).resolves({});
    lambda.on(ListTagsCommand).resolves({});
    lambda.on(GetFunctionConcurrencyCommand).resolves({});
    lambda.on(GetFunctionCodeSigningConfigCommand).resolves({});
    lambda.on(ListAliasesCommand).resolves({});
    lambda.on(ListFunctionUrlConfigsCommand).resolves({});
    lambda.on(ListFunctionEventInvokeConfigsCommand).resolves({});
    lambda.on(GetPolicyCommand).rejects(Object.assign(new Error("no policy"), { name: "ResourceNotFoundException" }));
  });
  const arn = `arn:aws:lambda:${region}:${accountId}:function:results`;

  test("a function: pages, URLs, old versions, code-signing configurations", async () => {
    const shared = { FunctionName: "results", Runtime: "nodejs22.x" } as const;
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...shared, Version: "$LATEST" }], NextMarker: "more" });
    lambda.on(ListFunctionsCommand, { FunctionVersion: "ALL", Marker: "more" }).resolves({
      Functions: [
        { ...shared, Version: "7" },
        { FunctionName: "us-east-1.edge", Version: "$LATEST", MasterArn: "arn:aws:lambda:us-east-1:111122223333:function:edge:3" },
      ],
    });
    lambda.on(GetPolicyCommand, { FunctionName: "results", Qualifier: "7" }).resolves({ Policy: allow({ Principal: { AWS: "*" } }) });
    lambda.on(ListFunctionUrlConfigsCommand).resolves({
      FunctionUrlConfigs: [
        {
          FunctionUrl: "https://abcdefg.lambda-url.us-west-2.on.aws/",
          FunctionArn: `${arn}:live`,
          AuthType: "NONE",
          CreationTime: undefined,
          LastModifiedTime: undefined,
        },
      ],
    });
    const signing = `arn:aws:lambda:${region}:${accountId}:code-signing-config:csc-0123456789abcdef0`;
    lambda.on(ListCodeSigningConfigsCommand).resolves({
      CodeSigningConfigs: [
        {
          CodeSigningConfigId: undefined,
          CodeSigningConfigArn: signing,
          AllowedPublishers: undefined,
          CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
          LastModified: undefined,
        },
      ],
    });
    const { run, found } = await readBy(lambdaReader);
    expect(found.unlisted).toEqual([]);
    expect(namesOf(found, "Function")).toEqual([arn]);
    expect(verdictOn(run, "lambda-url-auth", `${arn}:live`)).toBe("fail");
    expect(verdictOn(run, "lambda-not-public", `${arn}:7/0`)).toBe("fail");
    expect(verdictOn(run, "lambda-code-signing", signing)).toBe("fail");
    expect(failuresOf(run, arn)).toEqual(["lambda-code-signing", "lambda-dlq-and-concurrency", "lambda-in-vpc", "lambda-tracing-and-logs"]);
  });

  test.each([
    ["everyone of an organization", { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }, "pass"],
    [
      "a service, for one account",
      { Principal: { Service: "s3.amazonaws.com" }, Condition: { StringEquals: { "AWS:SourceAccount": accountId } } },
      "pass",
    ],
    [
      "a service, for anything of anybody",
      { Principal: { Service: "s3.amazonaws.com" }, Condition: { ArnLike: { "aws:SourceArn": "*" } } },
      "fail",
    ],
    [
      "a service, for anybody's rules",
      { Principal: { Service: "events.amazonaws.com" }, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } } },
      "undetermined",
    ],
    [
      "a service, for one account where it says so",
      { Principal: { Service: "s3.amazonaws.com" }, Condition: { StringEqualsIfExists: { "aws:SourceAccount": accountId } } },
      "undetermined",
    ],
    [
      "everyone by a URL that asks for no credentials",
      { Principal: "*", Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } } },
      "fail",
    ],
    ["everyone but one", { NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }, "fail"],
    ["another account", { Principal: { AWS: "arn:aws:iam::444455556666:root" } }, "pass"],
  ])("a policy that lets in %s", async (_, statement, outcome) => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ FunctionName: "results", Version: "$LATEST" }] });
    lambda.on(GetPolicyCommand, { FunctionName: "results" }).resolves({ Policy: allow(statement) });
    expect(verdictOn((await readBy(lambdaReader)).run, "lambda-not-public", `${arn}/0`)).toBe(outcome);
  });

  test("a function whose policy and variables nobody may read", async () => {
    lambda.on(ListFunctionsCommand).resolves({
      Functions: [{ FunctionName: "results", Version: "$LATEST", Environment: { Error: { ErrorCode: "AccessDeniedException" } } }],
    });
    lambda.on(GetPolicyCommand).rejects(denied);
    const { run } = await readBy(lambdaReader);
    expect(verdictOn(run, "lambda-not-public", `${arn}/0`)).toBe("undetermined");
    expect(verdictOn(run, "lambda-no-secrets-in-env", arn)).toBe("undetermined");
    expect(verdictOn(run, "lambda-env-kms", arn)).toBe("undetermined");
  });

  test("a REST API: its policy, and a stage that serves an older deployment", async () => {
    const api = `arn:aws:apigateway:${region}::/restapis/a1b2c3`;
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "execute-api:Invoke", Resource: "*" }],
    });
    rest.on(GetRestApisCommand).resolves({ items: [{ id: "a1b2c3", name: "records" }] });
    rest.on(GetRestApiCommand).resolves({
      id: "a1b2c3",
      endpointConfiguration: { types: ["REGIONAL"] },
      policy: policy.replaceAll('"', '\\"'),
      securityPolicy: "TLS_1_2",
    });
    rest.on(GetRequestValidatorsCommand).resolves({});
    rest.on(GetResourcesCommand).resolves({
      items: [
        { id: "root", path: "/", resourceMethods: { GET: { authorizationType: "AWS_IAM" }, POST: { authorizationType: "AWS_IAM" } } },
      ],
    });
    rest.on(GetStagesCommand).resolves({ item: [{ stageName: "live", deploymentId: "old" }] });
    rest.on(GetDeploymentCommand).resolves({
      apiSummary: { "/": { GET: { authorizationType: "NONE" }, POST: { authorizationType: "AWS_IAM" } } },
    });
    const { run, found } = await readBy(apigatewayReader);
    expect(namesOf(found, "Method")).toEqual([
      `${api}/resources/root/methods/GET`,
      `${api}/resources/root/methods/POST`,
      `${api}/deployments/old/methods/GET/`,
    ]);
    expect(verdictOn(run, "apigw-authorization", "/resources/root/methods/GET")).toBe("pass");
    expect(verdictOn(run, "apigw-authorization", "/deployments/old/methods/GET/")).toBe("fail");
    expect(verdictOn(run, "apigw-request-validation", "/deployments/old/methods/GET/")).toBe("undetermined");
    expect(verdictOn(run, "apigw-private-or-policy", api)).toBe("pass");

    rest.on(GetDeploymentCommand).rejects(denied);
    expect((await readBy(apigatewayReader)).found.unlisted).toEqual([
      { kinds: ["apigateway.Method"], where: region, action: "apigateway:GET", reason: "AccessDeniedException" },
    ]);
  });

  test("a domain name that both versions of API Gateway show is one", async () => {
    const names = ["records.clinic.example", "portal.clinic.example"] as const;
    rest.on(GetDomainNamesCommand).resolves({
      items: [
        { domainName: names[0], securityPolicy: "TLS_1_2", endpointConfiguration: { types: ["REGIONAL"] } },
        { domainName: names[1], securityPolicy: "TLS_1_0", endpointConfiguration: { types: ["EDGE"] } },
      ],
    });
    http.on(GetRegionalDomainNamesCommand).resolves({
      Items: [{ DomainName: names[0], DomainNameConfigurations: [{ SecurityPolicy: "TLS_1_2", EndpointType: "REGIONAL" }] }],
    });
    http.on(GetApiMappingsCommand).resolves({ Items: [{ ApiId: "a1b2c3", ApiMappingKey: "visits/today", Stage: "live" }] });
    rest.on(GetBasePathMappingsCommand).resolves({ items: [{ restApiId: "d4e5f6", stage: "live" }] });
    const { run, found } = await readBy(apiDomainNamesReader);
    expect(found.unlisted).toEqual([]);
    expect(
      run.verdicts
        .filter(({ rule }) => rule === "apigw-tls12-domain")
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(["fail", "pass"]);
    expect(
      namesOf(found, "BasePathMapping")
        .map((name) => name.split("/").at(-1))
        .sort(),
    ).toEqual(["a1b2c3", "d4e5f6"]);
    // Each version is asked of the names that it knows all about.
    expect(http.commandCalls(GetApiMappingsCommand).map(({ args: [{ input }] }) => input.DomainName)).toEqual([names[0]]);
    expect(rest.commandCalls(GetBasePathMappingsCommand).map(({ args: [{ input }] }) => input.domainName)).toEqual([names[1]]);
  });

  test("what a web ACL stands before, who set its logging up, and rules of Firewall Manager", async () => {
    const webAcl = `arn:aws:wafv2:${region}:${accountId}:regional/webacl/guard/1`;
    const stage = `arn:aws:apigateway:${region}::/restapis/a1b2c3/stages/live`;
    waf.on(ListWebACLsCommand).resolves({});
    waf.on(ListWebACLsCommand, { Scope: "REGIONAL" }).resolves({ WebACLs: [{ ARN: webAcl, Name: "guard", Id: "1" }] });
    waf.on(GetWebACLCommand).resolves({
      WebACL: {
        Name: "guard",
        Id: "1",
        ARN: webAcl,
        DefaultAction: undefined,
        VisibilityConfig: undefined,
        Rules: [],
        PreProcessFirewallManagerRuleGroups: [
          { Name: "managed", Priority: 0, FirewallManagerStatement: undefined, OverrideAction: undefined, VisibilityConfig: undefined },
        ],
      },
    });
    waf.on(ListWebAclTagsCommand).resolves({});
    waf.on(ListLoggingConfigurationsCommand).resolves({});
    waf.on(ListLoggingConfigurationsCommand, { Scope: "REGIONAL", LogScope: "SECURITY_LAKE" }).resolves({
      LoggingConfigurations: [
        { ResourceArn: webAcl, LogDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-lake"], LogScope: "SECURITY_LAKE" },
      ],
    });
    waf.on(ListResourcesForWebACLCommand).resolves({ ResourceArns: [] });
    waf.on(ListResourcesForWebACLCommand, { WebACLArn: webAcl, ResourceType: "API_GATEWAY" }).resolves({ ResourceArns: [stage] });
    rest.on(GetRestApisCommand).resolves({ items: [{ id: "a1b2c3" }] });
    rest.on(GetRestApiCommand).resolves({ id: "a1b2c3", endpointConfiguration: { types: ["REGIONAL"] } });
    rest.on(GetRequestValidatorsCommand).resolves({});
    rest.on(GetResourcesCommand).resolves({});
    rest.on(GetStagesCommand).resolves({ item: [{ stageName: "live" }, { stageName: "test" }] });
    const { run, found } = await readBy(wafv2Reader, apigatewayReader);
    expect(found.unlisted).toEqual([]);
    expect(failuresOf(run, webAcl)).toEqual([]);
    expect(verdictOn(run, "waf-logging", webAcl)).toBe("pass");
    expect(verdictOn(run, "waf-has-rules", webAcl)).toBe("pass");
    expect(verdictOn(run, "apigw-waf", stage)).toBe("pass");
    // AWS WAF Classic is not read, and may stand before this one.
    expect(verdictOn(run, "apigw-waf", "/stages/test")).toBe("undetermined");
  });

  test("distributions of many tenants, origins in VPCs, response headers", async () => {
    const distribution = `arn:aws:cloudfront::${accountId}:distribution/TENANTS`;
    const none = { Quantity: 0, Items: [] };
    const summary: DistributionSummary = {
      Id: "TENANTS",
      ARN: distribution,
      Status: "Deployed",
      LastModifiedTime: new Date(0),
      DomainName: "d111111abcdef8.cloudfront.net",
      Aliases: none,
      Origins: { Quantity: 1, Items: [{ Id: "letters", DomainName: "letters.s3.us-west-2.amazonaws.com", OriginAccessControlId: "" }] },
      DefaultCacheBehavior: { TargetOriginId: "letters", ViewerProtocolPolicy: "allow-all" },
      CacheBehaviors: none,
      CustomErrorResponses: none,
      Comment: "",
      PriceClass: "PriceClass_All",
      Enabled: true,
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      Restrictions: undefined,
      WebACLId: "",
      HttpVersion: "http2",
      IsIPV6Enabled: true,
      Staging: false,
      ConnectionMode: "tenant-only",
    };
    const page = { Marker: "", MaxItems: 100, IsTruncated: false, Quantity: 1 };
    cloudfront.on(ListDistributionsCommand).resolves({ DistributionList: { ...page, Items: [], NextMarker: "more" } });
    cloudfront.on(ListDistributionsCommand, { Marker: "more" }).resolves({ DistributionList: { ...page, Items: [summary] } });
    cloudfront.on(GetDistributionConfigCommand).rejects(denied);
    cloudfront.on(ListTagsForResourceCommand).resolves({ Tags: { Items: [] } });
    const origin = (id: string, owner: string) => ({
      Id: id,
      Name: id,
      Status: "Deployed",
      CreatedTime: undefined,
      LastModifiedTime: undefined,
      Arn: `arn:aws:cloudfront::${owner}:vpcorigin/${id}`,
      AccountId: owner,
      OriginEndpointArn: undefined,
    });
    cloudfront
      .on(ListVpcOriginsCommand)
      .resolves({ VpcOriginList: { ...page, Items: [origin("vo_own", accountId), origin("vo_shared", "444455556666")] } });
    cloudfront.on(GetVpcOriginCommand).resolves({
      VpcOrigin: {
        Id: "vo_own",
        Arn: undefined,
        Status: "Deployed",
        CreatedTime: undefined,
        LastModifiedTime: undefined,
        VpcOriginEndpointConfig: {
          Name: "api",
          Arn: undefined,
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: "http-only",
          OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
        },
      },
    });
    cloudfront.on(ListResponseHeadersPoliciesCommand).resolves({
      ResponseHeadersPolicyList: {
        MaxItems: 100,
        Quantity: 1,
        Items: [
          {
            Type: "custom",
            ResponseHeadersPolicy: {
              Id: "strict",
              LastModifiedTime: undefined,
              ResponseHeadersPolicyConfig: {
                Name: "strict",
                SecurityHeadersConfig: { StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 86_400 } },
              },
            },
          },
        ],
      },
    });
    const { run, found } = await readBy(cloudfrontReader);
    expect(failuresOf(run, distribution)).toEqual([
      "cloudfront-logging",
      "cloudfront-s3-origin-access-control",
      "cloudfront-tls12",
      "cloudfront-viewer-https",
      "cloudfront-waf",
    ]);
    expect(namesOf(found, "VpcOrigin")).toEqual([`arn:aws:cloudfront::${accountId}:vpcorigin/vo_own`]);
    expect(failuresOf(run, "vpcorigin/vo_own")).toEqual(["cloudfront-origin-tls"]);
    expect(failuresOf(run, "response-headers-policy/strict")).toEqual(["cloudfront-hsts"]);
    // The same as a distribution of one tenant, whose log nobody may read.
    cloudfront
      .on(ListDistributionsCommand, { Marker: "more" })
      .resolves({ DistributionList: { ...page, Items: [{ ...summary, ConnectionMode: "direct" }] } });
    expect(verdictOn((await readBy(cloudfrontReader)).run, "cloudfront-logging", distribution)).toBe("undetermined");
  });

  test("CloudFront is not asked in GovCloud, where it is not", async () => {
    cloudfront.onAnyCommand().rejects(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }));
    const { found } = await readIn({ accountId, region: "us-gov-west-1", partition: "aws-us-gov" }, cloudfrontReader);
    expect(found.unlisted).toEqual([]);
    expect(cloudfront.calls()).toHaveLength(0);
  });

  test("CloudFront in China knows no origins in VPCs", async () => {
    cloudfront.on(ListDistributionsCommand).resolves({});
    cloudfront.on(ListResponseHeadersPoliciesCommand).resolves({});
    cloudfront.on(ListVpcOriginsCommand).rejects(Object.assign(new Error("not in this Region"), { name: "UnsupportedOperation" }));
    const { found } = await readIn({ accountId, region: "cn-north-1", partition: "aws-cn" }, cloudfrontReader);
    expect(found.unlisted).toEqual([]);
  });

  test("a secret names its key by its id where it was made in the console", async () => {
    const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:results-a1b2c3`;
    const id = "11111111-2222-3333-4444-555555555555";
    secrets.on(ListSecretsCommand).resolves({ SecretList: [{ ARN: arn, Name: "results" }] });
    secrets.on(DescribeSecretCommand).resolves({ KmsKeyId: id, ReplicationStatus: [{ Region: "us-east-1", KmsKeyId: id }] });
    secrets.on(GetResourcePolicyCommand).resolves({});
    const { found } = await readBy(secretsmanagerReader);
    const { inputs } = found.resources.find(({ name }) => name === arn) ?? {};
    expect(inputs?.kmsKeyId).toBe(`arn:aws:kms:${region}:${accountId}:key/${id}`);
    expect(inputs?.replicas).toEqual([{ region: "us-east-1", kmsKeyId: `arn:aws:kms:us-east-1:${accountId}:key/${id}` }]);
  });

  test("secrets: others' and copies are left out, and a policy that nobody may read", async () => {
    const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-a1b2c3`;
    secrets.on(ListSecretsCommand).resolves({
      SecretList: [
        { ARN: secret("rds!db-1"), Name: "rds!db-1", OwningService: "rds" },
        { ARN: secret("copy"), Name: "copy", PrimaryRegion: "us-east-1" },
        { ARN: secret("partner"), Name: "partner", PrimaryRegion: region },
      ],
    });
    secrets.on(DescribeSecretCommand).resolves({
      KmsKeyId: `arn:aws:kms:${region}:444455556666:key/0`,
      RotationEnabled: false,
      RotationRules: { AutomaticallyAfterDays: 30 },
      LastRotatedDate: new Date("2026-01-02T03:04:05Z"),
      ReplicationStatus: [{ Region: "us-east-1", KmsKeyId: "alias/aws/secretsmanager" }],
    });
    secrets.on(GetResourcePolicyCommand).rejects(denied);
    const { run, found } = await readBy(secretsmanagerReader);
    expect(namesOf(found, "Secret")).toEqual([secret("partner")]);
    expect(failuresOf(run, secret("partner"))).toEqual(["ephi-classification-tag", "secret-customer-key", "secret-rotation"]);
    expect(verdictOn(run, "secret-policy-not-public", secret("partner"))).toBe("undetermined");
    expect(found.resources.find(({ name }) => name === secret("partner"))?.observed?.facts).toEqual({
      rotationEnabled: false,
      lastRotated: "2026-01-02T03:04:05.000Z",
    });
  });

  test("a client that was made before tokens could be revoked", async () => {
    cognito.on(ListUserPoolsCommand).resolves({ UserPools: [{ Id: "us-west-2_a", Name: "patients" }] });
    cognito.on(DescribeUserPoolCommand).rejects(denied);
    cognito.on(ListUserPoolClientsCommand).resolves({ UserPoolClients: [{ ClientId: "old", ClientName: "old" }] });
    cognito.on(DescribeUserPoolClientCommand).resolves({
      UserPoolClient: { ClientId: "old", ClientSecret: "a client's secret", RefreshTokenValidity: 1 },
    });
    // The pool may be classified as holding no ePHI, and its clients with it.
    const hidden = await readBy(cognitoReader);
    expect(verdictOn(hidden.run, "cognito-mfa", "userpool/us-west-2_a")).toBe("undetermined");
    expect(verdictOn(hidden.run, "cognito-token-lifetime", "client/old")).toBe("undetermined");

    cognito.on(DescribeUserPoolCommand).resolves({ UserPool: { MfaConfiguration: "OPTIONAL" } });
    const { run, found } = await readBy(cognitoReader);
    expect(verdictOn(run, "cognito-mfa", "userpool/us-west-2_a")).toBe("fail");
    expect(failuresOf(run, "client/old")).toEqual(["cognito-token-lifetime"]);
    expect(JSON.stringify([run, found.resources])).not.toContain("a client's secret");
  });

  test("certificates as ACM spells them, and requests that came to nothing", async () => {
    const certificate = (name: string) => `arn:aws:acm:${region}:${accountId}:certificate/${name}`;
    acm
      .on(ListCertificatesCommand)
      .resolves({ CertificateSummaryList: ["weak", "late"].map((name) => ({ CertificateArn: certificate(name) })) });
    acm.on(ListTagsForCertificateCommand).resolves({});
    // The API's model spells the algorithm with an underscore, its answers with a hyphen.
    const weak = JSON.parse('{"KeyAlgorithm": "RSA-1024"}');
    acm.on(DescribeCertificateCommand, { CertificateArn: certificate("weak") }).resolves({
      Certificate: {
        ...weak,
        Type: "AMAZON_ISSUED",
        Status: "ISSUED",
        DomainValidationOptions: [
          { DomainName: "clinic.example", ValidationMethod: "DNS" },
          { DomainName: "www.clinic.example", ValidationMethod: "EMAIL" },
        ],
        InUseBy: ["arn:aws:elasticloadbalancing:us-west-2:111122223333:loadbalancer/app/records/1"],
        RenewalSummary: { RenewalStatus: "PENDING_VALIDATION", DomainValidationOptions: undefined, UpdatedAt: undefined },
      },
    });
    acm.on(DescribeCertificateCommand, { CertificateArn: certificate("late") }).resolves({
      Certificate: { Type: "AMAZON_ISSUED", Status: "VALIDATION_TIMED_OUT" },
    });
    const { run, found } = await readBy(acmReader);
    expect(failuresOf(run, certificate("weak"))).toEqual(["acm-expiration", "acm-strong-certificate"]);
    expect(namesOf(found, "Certificate")).toEqual([certificate("weak")]);
    expect(found.resources.find(({ name }) => name === certificate("weak"))?.observed?.facts).toEqual({
      status: "ISSUED",
      inUse: true,
      renewalStatus: "PENDING_VALIDATION",
    });
    const [asked] = acm.commandCalls(ListCertificatesCommand);
    expect(asked?.args[0].input.Includes?.keyTypes).toEqual(expect.arrayContaining(["RSA_4096", "EC_prime256v1"]));
    expect(asked?.args[0].input.CertificateKeyPairOrigins).toContain("ACME");
  });
});
