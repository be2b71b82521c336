import { succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Toolchain } from "../../ports/toolchain.ts";
import { build } from "./build.ts";
import { findOpa } from "./find-opa.ts";
import { opaVersion } from "./opa-version.ts";
import { testRules } from "./test-rules.ts";

/** The toolchain on OPA's own command, looked for until it is found. */
export function createOpaToolchain(): Toolchain {
  let found: string | undefined;
  const find = async (options: CallOptions): Promise<Result<string>> => {
    const opa = found === undefined ? await findOpa(options) : succeed(found);
    if (opa.ok) found = opa.value;
    return opa;
  };
  return {
    async version(options) {
      const opa = await find(options);
      return opa.ok ? succeed(opaVersion) : opa;
    },
    async build(files, options) {
      const opa = await find(options);
      return opa.ok ? await build(opa.value, files, options) : opa;
    },
    async test(files, options) {
      const opa = await find(options);
      return opa.ok ? await testRules(opa.value, files, options) : opa;
    },
  };
}
