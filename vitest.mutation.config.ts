import { defineConfig, mergeConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import base, { suite } from "./vitest.config.ts";

/** The suites that run in this process, where a mutant can be switched on. */
const { projects: _all, ...rest } = base.test ?? {};

const config: ViteUserConfig = mergeConfig(
  { ...base, test: { ...rest, reporters: [], exclude: ["test/unit/house/**"] } },
  defineConfig({ test: { projects: ["unit", "property", "scenario", "contract"].map((name) => suite(name, 60_000)) } }),
);

export default config;
