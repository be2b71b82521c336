import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../policies", import.meta.url));

/** The rules about the rules that this build brings, whatever a repository's own say. */
export async function readInvariants(): Promise<ReadonlyMap<string, Uint8Array>> {
  const pack = await readPack();
  return new Map([...pack].filter(([path]) => path.startsWith("invariants/") && !path.endsWith("_test.rego")));
}

/** The policy pack that this build brings, by path below `policies/`; the example company's catalog is none of it. */
export async function readPack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.startsWith("catalog/"))
    .sort();
  const files = await Promise.all(
    paths.map(async (path) => [path, new Uint8Array(await readFile(join(folder, path)))] as const),
  );
  return new Map(files);
}
