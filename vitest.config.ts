import { defineConfig } from "vitest/config";
import type { TestProjectConfiguration, ViteUserConfig } from "vitest/config";

/** A folder of tests with its own time limit. */
export function suite(name: string, timeoutMs: number): TestProjectConfiguration {
  return {
    extends: true,
    test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeoutMs, hookTimeout: timeoutMs },
  };
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
      suite("e2e", 120_000),
      suite("fault", 120_000),
    ],
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary", "json-summary", "html"] },
  },
});

export default config;
