import { isDeprecatedRuntime } from "../../policies/aws/lambda-runtimes";

const families: Readonly<Record<string, readonly string[]>> = {
  dotnet: ["5.0", "6", "7", "8"],
  dotnetcore: ["1.0", "2.0", "2.1", "3.1"],
  go: ["1.x"],
  java: ["8"],
  nodejs: ["", "4.3", "4.3-edge", "6.10", "8.10", "10.x", "12.x", "14.x", "16.x", "18.x", "20.x"],
  provided: ["", ".al2"],
  python: ["2.7", "3.6", "3.7", "3.8", "3.9", "3.10"],
  ruby: ["2.5", "2.7", "3.2"],
};

test.each(Object.entries(families).flatMap(([family, versions]) => versions.map((version) => `${family}${version}`)))(
  "%s is no longer patched",
  (runtime) => {
    expect(isDeprecatedRuntime(runtime)).toBe(true);
  },
);

test.each(["dotnet10", "java8.al2", "java21", "nodejs22.x", "nodejs24.x", "provided.al2023", "python3.12", "python3.13", "ruby3.4", ""])(
  "%s is patched",
  (runtime) => {
    expect(isDeprecatedRuntime(runtime)).toBe(false);
  },
);
