import process from "node:process";
import { defineConfig } from "vitest/config";
import type { TestProjectConfiguration, ViteUserConfig } from "vitest/config";
import base, { suite } from "./vitest.config.ts";

const core: TestProjectConfiguration = {
  extends: true,
  test: {
    name: "core",
    include: ["test/unit/core/**/*.test.ts", "test/property/**/*.test.ts"],
    testTimeout: 60_000,
    exclude: ["test/property/{git,ledger,signature,x509}.test.ts"],
  },
};

/**
 * The tests that a mutation run asks, all in this process, where a mutant can be switched on. For core they are
 * core's own: it must not need git, keys or a whole company to be proved.
 */
const isCore = process.env["BREVET_MUTATE"]?.startsWith("core/") === true;

const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    ...base.test,
    reporters: [],
    projects: isCore ? [core] : ["unit", "property", "scenario", "contract"].map((name) => suite(name, 60_000)),
  },
});

export default config;
