// Applications written by the SDK: of each kind one resource that is as the rules ask and one that is not, and how the latter is mended.
import { ACMClient, ImportCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateRequestValidatorCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateDomainNameCommand as CreateRegionalDomainNameCommand,
  CreateRouteCommand,
  CreateStageCommand as CreateV2StageCommand,
  UpdateRouteCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  CloudFrontClient,
  CreateDistributionWithTagsCommand,
  type DistributionConfig,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";
import {
  CloudWatchLogsClient,
  CreateDeliveryCommand,
  CreateLogGroupCommand,
  PutDeliveryDestinationCommand,
  PutDeliverySourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateSecretCommand, PutResourcePolicyCommand, RotateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateWebACLCommand, PutLoggingConfigurationCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { accountId, type credentials, region } from "../clinic-account";

/** An answer's part that the emulator always gives. */
function given(text: string | undefined): string {
  if (text === undefined) throw new Error("the emulator left a name or an id out");
  return text;
}

/** Where the emulator is. */
export interface Clients {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof credentials;
}

/** Two resources of one kind, by which their URNs end, and how the second becomes as good as the first. */
export interface Pair {
  readonly good: string;
  readonly bad: string;
  mend(): Promise<unknown>;
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export async function makeKey(clients: Clients): Promise<string> {
  const { KeyMetadata: key } = await new KMSClient(clients).send(new CreateKeyCommand({}));
  return given(key?.Arn);
}

/** A function as the rules ask, and one that is not; and policies of a version, of an alias and of a layer's version, the layer's being its ARN. */
export async function makeFunctions(clients: Clients, key: string) {
  const lambda = new LambdaClient(clients);
  const { Role: role } = await new IAMClient(clients).send(new CreateRoleCommand({ RoleName: "results", AssumeRolePolicyDocument: trust }));
  const shared = { Role: given(role?.Arn), Handler: "index.handler", Code: { ZipFile: Buffer.from("not looked at") } };
  await lambda.send(
    new CreateFunctionCommand({
      ...shared,
      FunctionName: "results",
      Runtime: "nodejs22.x",
      Environment: { Variables: { TABLE: "results" } },
      KMSKeyArn: key,
      TracingConfig: { Mode: "Active" },
      CodeSigningConfigArn: `arn:aws:lambda:${region}:${accountId}:code-signing-config:csc-0123456789abcdef0`,
    }),
  );
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: "results", ReservedConcurrentExecutions: 5 }));
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: "results",
      DestinationConfig: { OnFailure: { Destination: `arn:aws:sqs:${region}:${accountId}:failed-results` } },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: "results",
      StatementId: "bucket",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::letters",
      SourceAccount: accountId,
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      ...shared,
      FunctionName: "exports",
      Runtime: "nodejs12.x",
      Environment: { Variables: { DB_PASSWORD: "hunter2-and-more" } },
    }),
  );
  const opened = { FunctionName: "exports", StatementId: "open", Action: "lambda:InvokeFunction", Principal: "*" };
  await lambda.send(new AddPermissionCommand(opened));
  const { Version: version } = await lambda.send(new PublishVersionCommand({ FunctionName: "results" }));
  await lambda.send(new CreateAliasCommand({ FunctionName: "results", Name: "live", FunctionVersion: given(version) }));
  const { LayerVersionArn: layer } = await lambda.send(
    new PublishLayerVersionCommand({ LayerName: "drivers", Content: { ZipFile: Buffer.from("not looked at either") } }),
  );
  await lambda.send(
    new AddLayerVersionPermissionCommand({
      LayerName: "drivers",
      VersionNumber: 1,
      StatementId: "open",
      Action: "lambda:GetLayerVersion",
      Principal: "*",
    }),
  );
  return {
    good: "function:results",
    bad: "function:exports",
    layer: given(layer),
    mend: async () => {
      await lambda.send(new RemovePermissionCommand({ FunctionName: "exports", StatementId: "open" }));
      await lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: "exports", Runtime: "nodejs22.x", Environment: { Variables: {} } }),
      );
    },
  };
}

const toOrganization = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
});

export async function makeSecrets(clients: Clients, key: string, lambda: string): Promise<Pair> {
  const secrets = new SecretsManagerClient(clients);
  const value = { SecretString: JSON.stringify({ password: "only the emulator ever sees it" }) };
  const good = await secrets.send(new CreateSecretCommand({ ...value, Name: "database", KmsKeyId: key }));
  const rotate = (id: string | undefined) =>
    secrets.send(
      new RotateSecretCommand({
        SecretId: given(id),
        RotationLambdaARN: lambda,
        RotationRules: { AutomaticallyAfterDays: 30 },
        RotateImmediately: false,
      }),
    );
  await rotate(good.ARN);
  const bad = await secrets.send(new CreateSecretCommand({ ...value, Name: "partner" }));
  await secrets.send(new PutResourcePolicyCommand({ SecretId: given(bad.ARN), ResourcePolicy: toOrganization }));
  return { good: given(good.ARN), bad: given(bad.ARN), mend: () => rotate(bad.ARN) };
}

/** A log of a distribution's requests by a delivery of CloudWatch Logs; without the delivery, nothing is sent yet. */
export async function makeLogDelivery(clients: Clients, distribution: string) {
  const logs = new CloudWatchLogsClient(clients);
  const group = `arn:aws:logs:${region}:${accountId}:log-group:requests`;
  await logs.send(new CreateLogGroupCommand({ logGroupName: "requests" }));
  await logs.send(new PutDeliverySourceCommand({ name: "requests", resourceArn: distribution, logType: "ACCESS_LOGS" }));
  const { deliveryDestination: to } = await logs.send(
    new PutDeliveryDestinationCommand({ name: "requests", deliveryDestinationConfiguration: { destinationResourceArn: group } }),
  );
  return () => logs.send(new CreateDeliveryCommand({ deliverySourceName: "requests", deliveryDestinationArn: given(to?.arn) }));
}

export async function makeUserPools(clients: Clients) {
  const cognito = new CognitoIdentityProviderClient(clients);
  const make = async (name: string, more: Partial<ConstructorParameters<typeof CreateUserPoolCommand>[0]>) => {
    const { UserPool: pool } = await cognito.send(new CreateUserPoolCommand({ PoolName: name, ...more }));
    return given(pool?.Id);
  };
  const good = await make("patients", {
    DeletionProtection: "ACTIVE",
    MfaConfiguration: "ON",
    Policies: { PasswordPolicy: { MinimumLength: 14, TemporaryPasswordValidityDays: 3 } },
    UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
  });
  const bad = await make("staff", {});
  const client = async (pool: string, more: object) => {
    const { UserPoolClient: made } = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId: pool, ClientName: "app", ...more }));
    return given(made?.ClientId);
  };
  const inTime = { RefreshTokenValidity: 12, TokenValidityUnits: { RefreshToken: "hours" }, EnableTokenRevocation: true } as const;
  const goodClient = await client(good, inTime);
  const badClient = await client(bad, { RefreshTokenValidity: 90, EnableTokenRevocation: true });
  return {
    good,
    bad,
    goodClient,
    badClient,
    mend: async () => {
      await cognito.send(
        new SetUserPoolMfaConfigCommand({ UserPoolId: bad, MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } }),
      );
      await cognito.send(new UpdateUserPoolClientCommand({ UserPoolId: bad, ClientId: badClient, ...inTime }));
    },
  };
}

export async function makeCertificates(clients: Clients, imported: { readonly certificate: string; readonly key: string }) {
  const acm = new ACMClient(clients);
  const requested = await acm.send(
    new RequestCertificateCommand({ DomainName: "records.clinic.example", ValidationMethod: "DNS", KeyAlgorithm: "EC_prime256v1" }),
  );
  const brought = await acm.send(
    new ImportCertificateCommand({ Certificate: Buffer.from(imported.certificate), PrivateKey: Buffer.from(imported.key) }),
  );
  return { requested: given(requested.CertificateArn), imported: given(brought.CertificateArn) };
}

const noValues = { Quantity: 0, Items: [] };

function distribution(reference: string, more: Partial<DistributionConfig>): DistributionConfig {
  return {
    CallerReference: reference,
    Comment: reference,
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [{ Id: "site", DomainName: "letters.s3.us-east-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }],
    },
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "allow-all" },
    ...more,
  };
}

export async function makeDistributions(clients: Clients, certificate: string, webAcl: string): Promise<Pair> {
  const cloudfront = new CloudFrontClient(clients);
  const shared = { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" } as const;
  const asAsked = {
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: "site",
          DomainName: "api.clinic.example",
          CustomOriginConfig: {
            HTTPPort: 80,
            HTTPSPort: 443,
            OriginProtocolPolicy: "https-only",
            OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
          },
        },
      ],
    },
    DefaultCacheBehavior: shared,
    ViewerCertificate: {
      CloudFrontDefaultCertificate: false,
      ACMCertificateArn: certificate,
      MinimumProtocolVersion: "TLSv1.2_2021",
      SSLSupportMethod: "sni-only",
    },
    Logging: { Enabled: true, IncludeCookies: false, Bucket: "logs.s3.amazonaws.com", Prefix: "" },
    WebACLId: webAcl,
  } satisfies Partial<DistributionConfig>;
  const make = (config: DistributionConfig) =>
    cloudfront.send(
      new CreateDistributionWithTagsCommand({ DistributionConfigWithTags: { DistributionConfig: config, Tags: { Items: [] } } }),
    );
  const good = await make(distribution("records", asAsked));
  const bad = await make(distribution("site", { Logging: { Enabled: false, IncludeCookies: false, Bucket: "", Prefix: "" } }));
  return {
    good: given(good.Distribution?.ARN),
    bad: given(bad.Distribution?.ARN),
    mend: () =>
      cloudfront.send(
        new UpdateDistributionCommand({
          Id: given(bad.Distribution?.Id),
          IfMatch: given(bad.ETag),
          DistributionConfig: distribution("site", { ...asAsked, Aliases: noValues }),
        }),
      ),
  };
}

const accessLog = {
  destinationArn: `arn:aws:logs:${region}:${accountId}:log-group:access`,
  format: '{"id":"$context.requestId","ip":"$context.identity.sourceIp"}',
};

/** A REST API with everything that is asked, and one with nothing of it; each with one method that calls a function or an address. */
export async function makeRestApis(clients: Clients, lambda: string) {
  const gateway = new APIGatewayClient(clients);
  const make = async (name: string, authorization: string, more: object) => {
    const api = await gateway.send(new CreateRestApiCommand({ name, ...more }));
    const restApiId = given(api.id);
    const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
    const resourceId = given(items[0]?.id);
    const validator = await gateway.send(new CreateRequestValidatorCommand({ restApiId, name: "bodies", validateRequestBody: true }));
    const method = { restApiId, resourceId, httpMethod: "GET" };
    await gateway.send(
      new PutMethodCommand({
        ...method,
        authorizationType: authorization,
        ...(name === "records" && { requestValidatorId: validator.id }),
      }),
    );
    return { id: restApiId, method };
  };
  const good = await make("records", "AWS_IAM", { endpointConfiguration: { types: ["PRIVATE"] } });
  const bad = await make("intake", "NONE", { endpointConfiguration: { types: ["REGIONAL"] } });
  await gateway.send(
    new PutIntegrationCommand({
      ...good.method,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda}/invocations`,
    }),
  );
  await gateway.send(
    new PutIntegrationCommand({ ...bad.method, type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: "http://intake.clinic.example/" }),
  );
  for (const { id: restApiId } of [good, bad]) {
    const { id: deploymentId } = await gateway.send(new CreateDeploymentCommand({ restApiId }));
    await gateway.send(
      new CreateStageCommand({ restApiId, stageName: "live", deploymentId: given(deploymentId), tracingEnabled: restApiId === good.id }),
    );
  }
  const replace = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([path, value]) => ({ op: "replace" as const, path, value }));
  const log = (restApiId: string) =>
    gateway.send(
      new UpdateStageCommand({
        restApiId,
        stageName: "live",
        patchOperations: replace({
          "/accessLogSettings/destinationArn": accessLog.destinationArn,
          "/accessLogSettings/format": accessLog.format,
          "/*/*/logging/loglevel": "INFO",
        }),
      }),
    );
  await log(good.id);
  await gateway.send(
    new UpdateStageCommand({
      restApiId: bad.id,
      stageName: "live",
      patchOperations: replace({ "/*/*/logging/dataTrace": "true", "/variables/db_password": "hunter2-and-more" }),
    }),
  );
  await gateway.send(
    new CreateDomainNameCommand({
      domainName: "intake.clinic.example",
      securityPolicy: "TLS_1_0",
      certificateArn: `arn:aws:acm:${region}:${accountId}:certificate/1`,
      endpointConfiguration: { types: ["EDGE"] },
    }),
  );
  await gateway.send(new CreateBasePathMappingCommand({ domainName: "intake.clinic.example", restApiId: bad.id, stage: "live" }));
  return {
    good: good.id,
    bad: bad.id,
    mend: async () => {
      // The emulator changes no methods, but takes a new one in the place of the old.
      await gateway.send(new PutMethodCommand({ ...bad.method, authorizationType: "AWS_IAM" }));
      await log(bad.id);
    },
  };
}

export async function makeHttpApis(clients: Clients) {
  const gateway = new ApiGatewayV2Client(clients);
  const make = async (name: string, authorization: "AWS_IAM" | "NONE") => {
    const { ApiId: id } = await gateway.send(new CreateApiCommand({ Name: name, ProtocolType: "HTTP" }));
    const api = { ApiId: given(id) };
    const { RouteId: route } = await gateway.send(new CreateRouteCommand({ ...api, RouteKey: "GET /", AuthorizationType: authorization }));
    return { ...api, route: given(route) };
  };
  const good = await make("visits", "AWS_IAM");
  const bad = await make("forms", "NONE");
  await gateway.send(
    new CreateV2StageCommand({
      ApiId: good.ApiId,
      StageName: "live",
      AccessLogSettings: { DestinationArn: accessLog.destinationArn, Format: accessLog.format },
    }),
  );
  await gateway.send(
    new CreateV2StageCommand({ ApiId: bad.ApiId, StageName: "live", StageVariables: { db_password: "hunter2-and-more" } }),
  );
  await gateway.send(
    new CreateIntegrationCommand({
      ApiId: bad.ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "GET",
      IntegrationUri: "http://forms.clinic.example/",
    }),
  );
  await gateway.send(
    new CreateRegionalDomainNameCommand({
      DomainName: "visits.clinic.example",
      DomainNameConfigurations: [{ SecurityPolicy: "TLS_1_2", EndpointType: "REGIONAL" }],
    }),
  );
  return {
    good: good.ApiId,
    bad: bad.ApiId,
    mend: () => gateway.send(new UpdateRouteCommand({ ApiId: bad.ApiId, RouteId: bad.route, AuthorizationType: "AWS_IAM" })),
  };
}

const visibility = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "clinic" };

export async function makeWebAcls(clients: Clients) {
  const waf = new WAFV2Client(clients);
  const make = async (name: string, scope: "REGIONAL" | "CLOUDFRONT", rules: number) => {
    const { Summary: made } = await waf.send(
      new CreateWebACLCommand({
        Name: name,
        Scope: scope,
        DefaultAction: { Allow: {} },
        VisibilityConfig: visibility,
        Rules: Array.from({ length: rules }, (_, index) => ({
          Name: "common",
          Priority: index,
          Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } },
          OverrideAction: { None: {} },
          VisibilityConfig: visibility,
        })),
      }),
    );
    return given(made?.ARN);
  };
  const log = (arn: string) =>
    waf.send(
      new PutLoggingConfigurationCommand({
        LoggingConfiguration: {
          ResourceArn: arn,
          LogDestinationConfigs: [`arn:aws:logs:${region}:${accountId}:log-group:aws-waf-logs-clinic`],
        },
      }),
    );
  const good = await make("guard", "REGIONAL", 1);
  const bad = await make("open", "REGIONAL", 0);
  const global = await make("worldwide", "CLOUDFRONT", 1);
  await log(good);
  return { good, bad, global, mend: () => log(bad) };
}
