import path from "node:path";

/** A module of dist/, which is what is measured; its types are those of the source. */
export async function built<Module>(file: string): Promise<Module> {
  return (await import(path.join(import.meta.dirname, "../dist", file))) as Module;
}
