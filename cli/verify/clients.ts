import { AssumeRoleCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { type ClientConfiguration, Clients, type SessionCredentials } from "./call";

/** How an account is reached. */
export interface Access {
  readonly profile?: string | undefined;
  /** The ARN of a role that reads in place of the caller. */
  readonly assumeRole?: string | undefined;
  /** Another endpoint for all services: an emulator. */
  readonly endpoint?: string | undefined;
}

/** AWS throttles whoever reads a whole account; the SDK then waits, longer each time, and sends less often. */
const patience = { retryMode: "adaptive", maxAttempts: 6 };

const sessionName = "phiguard-verify";
/** Sessions are renewed before they end: a call that is under way must not outlive its credentials. */
const renewBeforeMilliseconds = 5 * 60 * 1000;

type SharedConfiguration = Omit<ClientConfiguration, "region" | "credentials">;

/** The credentials of a role, asked for once for all clients and again before they end. */
function credentialsOfRole(role: string, configuration: STSClientConfig): () => Promise<SessionCredentials> {
  const sts = new STSClient(configuration);
  let held: Promise<SessionCredentials> | undefined;
  const assume = async (): Promise<SessionCredentials> => {
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: sessionName }));
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration } = given ?? {};
    if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined || expiration === undefined)
      throw new Error("STS answered without credentials");
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  };
  return async () => {
    const asked = held;
    // What failed once may work the next time: a session is renewed in the middle of a run.
    const known = await asked?.catch(() => undefined);
    if (known && known.expiration.getTime() - Date.now() > renewBeforeMilliseconds) return known;
    // Whoever waited as well may have asked anew already.
    const next = held === undefined || held === asked ? assume() : held;
    held = next;
    return next;
  };
}

/** The clients of each Region. Credentials come from the SDK's own chain, and are never looked at here. */
export class ClientsOfRegions {
  readonly #made = new Map<string, Clients>();
  readonly #assumeRole: string | undefined;
  readonly #shared: SharedConfiguration;
  #credentials: (() => Promise<SessionCredentials>) | undefined;

  constructor({ profile, assumeRole, endpoint }: Access) {
    this.#assumeRole = assumeRole;
    this.#shared = { ...patience, ...(profile !== undefined && { profile }), ...(endpoint !== undefined && { endpoint }) };
  }

  /** The Region that the environment or the profile names. @throws the SDK's error where none does */
  async defaultRegion(): Promise<string> {
    return new STSClient(this.#shared).config.region();
  }

  of(region: string): Clients {
    const known = this.#made.get(region);
    if (known) return known;
    if (this.#assumeRole !== undefined) this.#credentials ??= credentialsOfRole(this.#assumeRole, { ...this.#shared, region });
    const clients = new Clients({ ...this.#shared, region, ...(this.#credentials && { credentials: this.#credentials }) });
    this.#made.set(region, clients);
    return clients;
  }
}
