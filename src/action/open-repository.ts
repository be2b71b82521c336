import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clone } from "../compose/clone.ts";
import type { Inputs } from "./inputs.ts";
import type { Environment } from "./runner.ts";

/** A clone of the access repository, and what takes it away again. */
export interface OpenedRepository extends AsyncDisposable {
  readonly clone: Clone;
}

/**
 * Fetches the access repository into a bare one of its own: no work tree, nothing of a pull request but objects. The token
 * reaches git in variables, never on a command line or in a file. env: the process's own, which git inherits.
 */
export async function openRepository(
  inputs: Inputs,
  env: Record<string, string | undefined>,
  options: { readonly signal: AbortSignal },
): Promise<OpenedRepository> {
  const { openBareClone } = await import("../compose/clone.ts");
  const folder = await mkdtemp(join(env["RUNNER_TEMP"] ?? tmpdir(), "brevet-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
    Object.assign(env, credentials(server, inputs.token));
    const trust = inputs.trust === null ? null : `${folder}.trust.json`;
    if (trust !== null && inputs.trust !== null) await writeFile(trust, inputs.trust, { mode: 0o600 });
    const known: Environment = {
      ...env,
      GITHUB_TOKEN: inputs.token,
      ...(trust !== null && { BREVET_TRUST: trust }),
    };
    const clone = await openBareClone({ folder, address: `${server}/${inputs.repository}.git`, env: known }, options);
    return {
      clone,
      async [Symbol.asyncDispose]() {
        await clone[Symbol.asyncDispose]();
        await remove();
        if (trust !== null) await rm(trust, { force: true });
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function credentials(server: string, token: string): Record<string, string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return {
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
