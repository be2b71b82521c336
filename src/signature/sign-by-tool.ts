import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { SigningKey } from "../ports/signature.ts";
import { runOpenssh } from "./run-openssh.ts";

/** Lets ssh-keygen sign with a file or with the agent. The text goes through a file, so that standard input stays the person's. */
export async function signByTool(
  key: Exclude<SigningKey, { readonly kind: "text" }>,
  message: Uint8Array,
  namespace: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const folder = await mkdtemp(join(tmpdir(), "brevet-sign-"));
  try {
    const text = join(folder, "text");
    await writeFile(text, message);
    const which = key.kind === "file" ? ["-f", key.path] : ["-U", "-f", join(folder, "key.pub")];
    if (key.kind === "agent") await writeFile(join(folder, "key.pub"), `${key.publicKey}\n`);
    const ran = await runOpenssh("ssh-keygen", ["-q", "-Y", "sign", ...which, "-n", namespace, text], signal);
    if (ran === null) return fail([problem("SIGNING_TOOL_ABSENT", { tool: "ssh-keygen" })]);
    const name = key.kind === "file" ? key.path : "the agent's key";
    if (ran.code !== 0) return fail([problem("SIGNING_FAILED", { key: name, said: ran.said })]);
    return succeed(await readFile(`${text}.sig`, "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
