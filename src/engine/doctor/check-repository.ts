import type { Catalog } from "../../core/catalog/catalog.ts";
import { toCodeowners } from "../../core/catalog/to-codeowners.ts";
import type { Config } from "../../core/config/config.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { DoctorPorts } from "./doctor-ports.ts";
import { checkWorkflow } from "./check-workflow.ts";

const codeowners = ".github/CODEOWNERS";
const workflows = ".github/workflows";

/** What main holds for the forge to go by, whatever rules are in force: who has to review what, and what runs by itself. */
export async function checkRepository(
  { git, branches }: Pick<DoctorPorts, "git" | "branches">,
  { config, catalog }: { readonly config: Config; readonly catalog: Catalog },
  options: CallOptions,
): Promise<readonly Finding[]> {
  const main = await git.head(branches.main, options);
  if (main === null) return [];
  const listed = (await git.list(main, workflows, options)).map(({ path }) => path).filter((path) => isWorkflow(path));
  const files = await git.read(main, [codeowners, ...listed], options);
  const owners = files.get(codeowners)?.bytes ?? null;
  return [
    ...checkCodeowners(owners, config, catalog),
    ...listed.flatMap((path) => checkWorkflow(path, files.get(path)?.bytes ?? new Uint8Array())),
  ];
}

function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** A forge that does not read it needs none; one that is there may be believed by people all the same. */
function checkCodeowners(bytes: Uint8Array | null, { forge }: Config, catalog: Catalog): readonly Finding[] {
  const text = bytes === null ? null : new TextDecoder().decode(bytes);
  const isRead = forge.kind === "github";
  if (text === toCodeowners(catalog) || (text === null && !isRead)) return [];
  return [finding("CODEOWNERS_STALE", "forge", { path: codeowners }, isRead ? "error" : "warning")];
}
