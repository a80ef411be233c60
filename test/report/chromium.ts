import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian's package puts it; `CHROMIUM` names another one. */
const program = process.env.CHROMIUM || "/usr/bin/chromium";

export function hasChromium(): boolean {
  return existsSync(program);
}

/** A browser that speaks to nobody; playwright gives it a profile of its own and removes it. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
