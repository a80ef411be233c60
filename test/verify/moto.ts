// A real emulator of AWS: moto's server. Its environment takes about 320 MB.
import { type Emulator, startEmulator } from "./emulator";

export { hasPython } from "./emulator";

/** A running emulator with an empty account. */
export type Moto = Emulator;

const version = "5.2.5";

export interface MotoOptions {
  /** Whether AWS's own managed policies are there, as in every account; false by default, since they take a second to load. */
  readonly managedPolicies?: boolean;
}

/** Starts moto on 127.0.0.1; the first time, it is installed. */
export function startMoto({ managedPolicies = false }: MotoOptions = {}): Promise<Moto> {
  return startEmulator({
    name: "moto",
    version,
    requirement: `moto[server]==${version}`,
    module: "moto.server",
    args: (port) => ["-H", "127.0.0.1", "-p", String(port)],
    environment: () => ({ MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies) }),
    health: "/moto-api/",
  });
}
