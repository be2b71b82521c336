import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PolicyFiles } from "../../ports/policy.ts";

/** A folder of its own for one call of OPA, removed afterwards. */
export interface Stage extends AsyncDisposable {
  /** Holds the staged files and nothing else: OPA takes whatever lies in it. */
  readonly files: string;
  /** Holds what OPA is told beside them. */
  readonly beside: string;
}

/** Writes files where OPA can read them, under the very names that go into its output. */
export async function stage(files: PolicyFiles, beside: PolicyFiles): Promise<Stage> {
  const root = await mkdtemp(path.join(tmpdir(), "brevet-opa-"));
  const staged = { files: path.join(root, "files"), beside: path.join(root, "beside") };
  await Promise.all([put(staged.files, files), put(staged.beside, beside)]);
  return { ...staged, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function put(folder: string, files: PolicyFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
