const everyMilliseconds = 5_000;

/** Says every few seconds what a long step is doing and how long it has been at it. */
export class Progress {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout;
  private doing: string;

  constructor(
    private readonly report: (line: string) => void,
    doing: string,
  ) {
    this.doing = doing;
    this.timer = setInterval(() => report(`${this.elapsed()} ${this.doing}`), everyMilliseconds).unref();
  }

  /** What the next line says. */
  now(doing: string): void {
    this.doing = doing;
  }

  /** Ends the lines; the last one, if there is one to say, comes at once. */
  end(done?: string): void {
    clearInterval(this.timer);
    if (done !== undefined) this.report(`${this.elapsed()} ${done}`);
  }

  private elapsed(): string {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    return `[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}]`;
  }
}
