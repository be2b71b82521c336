import { defineConfig } from "vitest/config";
import type { TestProjectConfiguration, ViteUserConfig } from "vitest/config";

/** A folder of tests with its own time limit. */
export function suite(name: string, timeoutMs: number, globalSetup: string[] = []): TestProjectConfiguration {
  const include = [`test/${name}/**/*.test.ts`];
  return { extends: true, test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs, globalSetup } };
}

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ["default", "./test/reporter/reporter.ts"],
    maxWorkers: 2,
    execArgv: ["--conditions=development"],
    projects: [
      suite("unit", 10_000),
      suite("property", 60_000),
      suite("contract", 60_000),
      suite("scenario", 60_000),
      suite("e2e", 120_000, ["test/e2e/built-command.ts"]),
      suite("fault", 120_000, ["test/e2e/built-command.ts"]),
    ],
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary", "json-summary", "html"] },
  },
});

export default config;
