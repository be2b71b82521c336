import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

/** A folder that goes when the process does. */
export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "brevet-bench-"));
  if (folders.length === 0) process.once("exit", sweep);
  folders.push(made);
  return made;
}

const folders: string[] = [];

function sweep(): void {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
}
