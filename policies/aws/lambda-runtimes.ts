/**
 * Runtimes that Lambda no longer patches.
 * Source, as of 22 November 2026: Lambda Developer Guide, "Lambda runtimes", deprecation dates. A runtime whose date is still to come is not
 * in the list.
 */
const DEPRECATED_RUNTIMES: ReadonlySet<string> = new Set([
  "dotnet5.0",
  "dotnet6",
  "dotnet7",
  "dotnet8",
  "dotnetcore1.0",
  "dotnetcore2.0",
  "dotnetcore2.1",
  "dotnetcore3.1",
  "go1.x",
  "java8",
  "nodejs",
  "nodejs4.3",
  "nodejs4.3-edge",
  "nodejs6.10",
  "nodejs8.10",
  "nodejs10.x",
  "nodejs12.x",
  "nodejs14.x",
  "nodejs16.x",
  "nodejs18.x",
  "nodejs20.x",
  "provided",
  "provided.al2",
  "python2.7",
  "python3.6",
  "python3.7",
  "python3.8",
  "python3.9",
  "python3.10",
  "ruby2.5",
  "ruby2.7",
  "ruby3.2",
]);

/** Whether Lambda has stopped patching a runtime. */
export function isDeprecatedRuntime(runtime: string): boolean {
  return DEPRECATED_RUNTIMES.has(runtime);
}
