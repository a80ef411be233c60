import { note } from "../console";
import type { WhatWasSeen } from "./what-was-seen";

const everyMilliseconds = 120;
const eraseLine = "\r\u001b[2K";

/** One line on the terminal that says how far a preview is; silent where standard error is not a terminal. */
export class Progress {
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  follow(seen: WhatWasSeen): void {
    if (!process.stderr.isTTY) return;
    const started = Date.now();
    this.#timer = setInterval(() => {
      const seconds = Math.round((Date.now() - started) / 1000);
      process.stderr.write(`${eraseLine}previewing: ${seen.resources} resources, ${seen.findings.length} findings, ${seconds} s`);
      this.#shown = true;
    }, everyMilliseconds);
  }

  /** Writes a line that stays. */
  above(line: string): void {
    this.#erase();
    note(line);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  #erase(): void {
    if (this.#shown) process.stderr.write(eraseLine);
    this.#shown = false;
  }
}
