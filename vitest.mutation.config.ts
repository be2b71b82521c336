import process from "node:process";
import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import { modules } from "./scripts/mutation/modules.ts";
import base from "./vitest.config.ts";

const module = modules.find(({ name }) => name === process.env["BREVET_MUTATE"]);

/** The tests that a mutation run asks, all in one process, where a mutant can be switched on. */
const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    ...base.test,
    reporters: [],
    projects: [{ extends: true, test: { name: "mutation", include: [...(module?.tests ?? [])], testTimeout: 60_000 } }],
  },
});

export default config;
