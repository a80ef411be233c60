/** The parser takes a lone `-` for no value at all: `--state -` is given to it as `--state=-`. */
export function withStandardInput(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (arg === "-" && before !== undefined && /^--[a-z-]+$/.test(before)) joined[joined.length - 1] = `${before}=-`;
    else joined.push(arg);
  }
  return joined;
}
