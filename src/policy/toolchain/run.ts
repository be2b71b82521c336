import { execFile } from "node:child_process";
import process from "node:process";

/** What a command said. `code` is null where it could not be started or was ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end. What of the environment would change what OPA does, or which OPA Go makes, does not
 * reach it.
 */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("OPA_"));
  const env = { ...Object.fromEntries(inherited), GOFLAGS: "-mod=readonly", GOWORK: "off", GOTOOLCHAIN: "local" };
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...options, env, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (options.signal.aborted) reject(options.signal.reason as Error);
      else resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : null, stdout, stderr });
    });
  });
}
