import { succeed, type Result } from "../../core/problem/result.ts";
import type { Toolchain } from "../../ports/toolchain.ts";
import { build } from "./build.ts";
import { checkRules } from "./check-rules.ts";
import { findModule, type ToolchainModule } from "./find-module.ts";
import { formatRules } from "./format-rules.ts";
import { judgeNatively } from "./judge-natively.ts";
import { mutateRules } from "./mutate-rules.ts";
import { testRules } from "./test-rules.ts";
import { tryAlone } from "./try-invariants.ts";
import type { WarmToolchain } from "./warm-toolchain.ts";

/**
 * The toolchain that the package brevet-toolchain brings, looked for each time. from: the file that would use it. warm: the
 * process that is asked; null: one for each question.
 */
export function createToolchain(from: string = import.meta.url, warm: WarmToolchain | null = null): Toolchain {
  const using = async <T>(does: (module: ToolchainModule) => Promise<Result<T>>): Promise<Result<T>> => {
    const module = findModule(from, warm);
    return module.ok ? await does(module.value) : module;
  };
  return {
    version: () => using(({ opa }) => Promise.resolve(succeed(opa))),
    build: (files, options) => using((module) => build(module, files, options)),
    check: (files, options) => using((module) => checkRules(module, files, options)),
    format: (files, options) => using((module) => formatRules(module, files, options)),
    test: (files, trial, options) => using((module) => testRules(module, files, trial, options)),
    tryInvariants: (files, trial, options) => using((module) => tryAlone(module, files, trial, options)),
    mutate: (files, options) => using((module) => mutateRules(module, files, options)),
    judge: (files, data, inputs, options) => using((module) => judgeNatively(module, files, { data, inputs }, options)),
  };
}
