// @ts-check
import vitest from "@vitest/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** What src/core may not see: it is pure, so the same inputs give the same bytes (docs/adr, architecture promise 6). */
const outside = [
  "process",
  "fetch",
  "Temporal",
  "console",
  "crypto",
  "performance",
  "navigator",
  "globalThis",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "Buffer",
  "__dirname",
  "__filename",
  "require",
];

export default defineConfig(
  globalIgnores([
    "dist",
    "coverage",
    "reports",
    ".cache",
    ".stryker-tmp",
    "test/fixtures",
    "**/*.cjs",
    "src/core/json/compiled-schemas.ts",
  ]),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "prefer-const": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/core/**"],
    rules: {
      "no-restricted-globals": ["error", ...outside],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "core has no clock: take an Instant." },
        { object: "Math", property: "random", message: "core has no randomness: take it as an argument." },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
          message: "core has no clock: take an Instant.",
        },
        { selector: "ImportExpression", message: "core loads nothing at run time." },
      ],
    },
  },
  {
    files: ["src/engine/**", "src/views/**", "src/ports/**"],
    rules: {
      "no-restricted-globals": ["error", "process", "fetch", "console", "setTimeout", "setInterval", "setImmediate"],
      "no-restricted-properties": ["error", { object: "Date", property: "now", message: "Ask the clock port." }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
          message: "Ask the clock port.",
        },
      ],
    },
  },
  {
    files: ["test/**"],
    plugins: { vitest },
    rules: {
      ...vitest.configs.recommended.rules,
      "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "assert*", "fc.assert"] }],
      "vitest/no-focused-tests": "error",
      "vitest/no-disabled-tests": "error",
      "vitest/no-conditional-tests": "off",
      "vitest/valid-title": [
        "error",
        { ignoreTypeOfDescribeName: true, mustNotMatch: { it: "\\bshould\\b", test: "\\bshould\\b" } },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  // The one place that skips; lint would see a describe without a body.
  { files: ["test/needs.ts"], rules: { "vitest/no-disabled-tests": "off", "vitest/valid-describe-callback": "off" } },
  { files: ["*.config.js"], extends: [tseslint.configs.disableTypeChecked] },
);
