// Mutation testing of the rules by their examples: docs/quality.md. Not part of CI.
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  plugins: ["./test/mutation/plugin.mts"],
  // The plugin is TypeScript: tsx loads it, here in the worker and in `npm run mutate` in the main process.
  testRunnerNodeArgs: ["--import=tsx"],
  checkerNodeArgs: ["--import=tsx"],
  testRunner: "examples",
  ignorers: ["not-behaviour"],
  mutate: [
    "policies/rules/**/*.ts",
    "policies/aws/**/*.ts",
    "!policies/rules/index.gen.ts",
    "!policies/rules/functioning.gen.ts",
    "!policies/rules/functioning-ids.gen.ts",
    // Parts of examples, which are the tests.
    "!policies/aws/activity-alarm-examples.ts",
  ],
  ignorePatterns: ["bin", "cli", "components", "docs", "stacks", "toolchain", "reports", "test/e2e", "test/bench", "test/offline"],
  coverageAnalysis: "perTest",
  concurrency: 1,
  timeoutMS: 5_000,
  tempDirName: "node_modules/.cache/stryker",
  reporters: ["progress-append-only", "json", "html"],
  jsonReporter: { fileName: "node_modules/.cache/mutation/report.json" },
  htmlReporter: { fileName: "node_modules/.cache/mutation/report.html" },
  thresholds: { high: 95, low: 90, break: null },
  allowEmpty: false,
  checkers: [],
  warnings: { slow: false },
};
