// A second emulator of AWS, which looks up events, runs queries over logs and holds callers to their policies. Its environment takes about 90 MB.
import { type Emulator, startEmulator } from "./emulator";

const version = "1.5.33";

export interface MinistackOptions {
  /** Whether callers may do only what their policies allow. */
  readonly authorizes?: boolean;
}

/** Starts ministack on 127.0.0.1; the first time, it is installed. */
export function startMinistack({ authorizes = false }: MinistackOptions = {}): Promise<Emulator> {
  return startEmulator({
    name: "ministack",
    version,
    requirement: `ministack==${version}`,
    module: "ministack",
    args: () => [],
    environment: (port) => ({
      // Else it listens to everybody.
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: "0",
      CLOUDTRAIL_RECORDING: "1",
      ...(authorizes && { AUTH: "true" }),
    }),
    health: "/_ministack/health",
  });
}
