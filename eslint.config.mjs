// Biome formats and lints; this adds only the rules that need types, or that hold the house's own laws.
import tseslint from "typescript-eslint";

const outputTraps = {
  // An Output in a text or a condition is an object, never its value.
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
  "@typescript-eslint/restrict-plus-operands": "error",
  "@typescript-eslint/no-base-to-string": "error",
  "@typescript-eslint/no-misused-promises": "error",
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
  "@typescript-eslint/await-thenable": "error",
};

const noValueImportOfAws = {
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      patterns: [
        {
          group: ["@pulumi/aws", "@pulumi/aws/*"],
          allowTypeImports: true,
          message: "The pack must not load @pulumi/aws: import types only.",
        },
      ],
    },
  ],
};

const onlyTheAdapterImportsPolicy = {
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      patterns: [
        {
          group: ["@pulumi/aws", "@pulumi/aws/*"],
          allowTypeImports: true,
          message: "The pack must not load @pulumi/aws: import types only.",
        },
        { group: ["@pulumi/policy", "@pulumi/policy/*"], message: "Only policies/crossguard and policies/index.ts speak to CrossGuard." },
      ],
    },
  ],
};

export default tseslint.config(
  { ignores: ["**/bin/**", "**/node_modules/**", "**/*.js", "**/*.mjs"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "@typescript-eslint": tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...outputTraps,
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ["policies/**/*.ts"], ignores: ["policies/crossguard/**", "policies/index.ts"], rules: onlyTheAdapterImportsPolicy },
  { files: ["policies/crossguard/**/*.ts", "policies/index.ts"], rules: noValueImportOfAws },
);
