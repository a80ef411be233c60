import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";

/** How an account is reached. */
export interface Access {
  readonly profile?: string | undefined;
  /** The ARN of a role that reads in place of the caller. */
  readonly assumeRole?: string | undefined;
  /** Another endpoint for all services: an emulator. */
  readonly endpoint?: string | undefined;
}

/** The clients of one Region. */
export interface Clients {
  readonly cloudtrail: CloudTrailClient;
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly s3control: S3ControlClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
}

/** AWS throttles whoever reads a whole account; the SDK then waits, longer each time, and sends less often. */
const patience = { retryMode: "adaptive", maxAttempts: 6 };

const sessionName = "phiguard-verify";
/** Sessions are renewed before they end: a call that is under way must not outlive its credentials. */
const renewBeforeMilliseconds = 5 * 60 * 1000;

type SharedConfiguration = Pick<STSClientConfig, "profile" | "retryMode" | "maxAttempts" | "endpoint">;

interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The credentials of a role, asked for once for all clients and again before they end. */
function credentialsOfRole(role: string, configuration: SharedConfiguration, region: string): () => Promise<SessionCredentials> {
  const sts = new STSClient({ ...configuration, region });
  let held: Promise<SessionCredentials> | undefined;
  const assume = async (): Promise<SessionCredentials> => {
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: sessionName }));
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration } = given ?? {};
    if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined || expiration === undefined)
      throw new Error("STS answered without credentials");
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  };
  return async () => {
    const known = held && (await held);
    if (known && known.expiration.getTime() - Date.now() > renewBeforeMilliseconds) return known;
    held = assume();
    return held;
  };
}

/** Makes the clients of each Region once. Credentials come from the SDK's own chain, and are never looked at here. */
export class ClientsOfRegions {
  readonly #made = new Map<string, Clients>();
  readonly #access: Access;
  readonly #shared: SharedConfiguration;
  #credentials: (() => Promise<SessionCredentials>) | undefined;

  constructor(access: Access) {
    this.#access = access;
    this.#shared = {
      ...patience,
      ...(access.profile !== undefined && { profile: access.profile }),
      ...(access.endpoint !== undefined && { endpoint: access.endpoint }),
    };
  }

  /** The Region that the environment or the profile names. @throws the SDK's error where none does */
  async defaultRegion(): Promise<string> {
    return new STSClient(this.#shared).config.region();
  }

  of(region: string): Clients {
    const known = this.#made.get(region);
    if (known) return known;
    const { assumeRole, endpoint } = this.#access;
    if (assumeRole !== undefined) this.#credentials ??= credentialsOfRole(assumeRole, this.#shared, region);
    const configuration = { ...this.#shared, region, ...(this.#credentials && { credentials: this.#credentials }) };
    const clients: Clients = {
      cloudtrail: new CloudTrailClient(configuration),
      dynamodb: new DynamoDBClient(configuration),
      iam: new IAMClient(configuration),
      kms: new KMSClient(configuration),
      logs: new CloudWatchLogsClient(configuration),
      s3: new S3Client({ ...configuration, followRegionRedirects: true, forcePathStyle: endpoint !== undefined }),
      s3control: s3ControlClient(configuration, endpoint),
      sns: new SNSClient(configuration),
      sqs: new SQSClient({ ...configuration, useQueueUrlAsEndpoint: endpoint === undefined }),
      sts: new STSClient(configuration),
    };
    this.#made.set(region, clients);
    return clients;
  }
}

/** The SDK puts the account before the host's name, also before that of an emulator, where no such host is. */
function s3ControlClient(configuration: SharedConfiguration & { readonly region: string }, endpoint: string | undefined): S3ControlClient {
  if (endpoint === undefined) return new S3ControlClient(configuration);
  const named = new URL(endpoint);
  const { hostname } = named;
  // An address cannot have a name before it; this one is never looked up.
  named.hostname = "localhost";
  const client = new S3ControlClient({ ...configuration, endpoint: named.href });
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && "hostname" in request) request.hostname = hostname;
      return next(args);
    },
    { step: "build", priority: "high", name: "hostOfEmulator" },
  );
  return client;
}
