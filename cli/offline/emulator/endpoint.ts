import { isIP } from "node:net";

/** The variable that switches the emulator mode on: `PHIGUARD_EMULATOR=http://127.0.0.1:5000`. */
export const emulatorVariable = "PHIGUARD_EMULATOR";

/** Where an emulator listens: an address of this machine's loopback, written as an address. */
export interface LoopbackEndpoint {
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/**
 * The emulator's address. Names are refused as well, also `localhost`: who answers to a name is decided elsewhere.
 *
 * @throws Error if the text is anything but `http://`, an address in 127.0.0.0/8 or `[::1]`, and a port
 */
export function loopbackEndpoint(text: string): LoopbackEndpoint {
  const refused = new Error(
    `${emulatorVariable} is refused: an emulator is reached at http://127.0.0.1:PORT or http://[::1]:PORT and nowhere else, so that nothing is written to an AWS account`,
  );
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" || url.port === "") throw refused;
  const bare = url.pathname === "/" && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!bare || !isLoopback(host)) throw refused;
  return { url: url.origin, host, port: Number(url.port) };
}

function isLoopback(host: string): boolean {
  return isIP(host) === 4 ? host.startsWith("127.") : host === "::1";
}
