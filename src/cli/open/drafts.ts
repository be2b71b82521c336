import { join } from "node:path";
import { succeed, type Result } from "../../core/problem/result.ts";
import type { Clone } from "../../compose/clone.ts";
import type { WorkPorts, WorkToCheck } from "../../engine/check-work.ts";
import type { JudgePorts } from "../../engine/engine-ports.ts";
import type { Standing } from "../../engine/person/standing.ts";
import type { CatalogCache } from "../../ports/catalog-cache.ts";
import { instantOption } from "../parse/instant.ts";
import { revisionOption } from "../parse/revision.ts";
import { workPath } from "../parse/work-path.ts";
import type { Session } from "../session.ts";
import { version } from "../../compose/version.ts";
import type { Judging } from "./judging.ts";

/** Which requests a command looks at, and as of when. */
export interface DraftOptions {
  readonly at?: string;
  readonly base?: string;
  readonly head?: string;
}

/** Request files of the work tree, with the ledger as far as there is one. */
export async function openWorkTree(
  session: Session,
  { clone, ports }: Judging,
  paths: readonly string[],
  options: DraftOptions,
): Promise<Result<{ readonly ports: WorkPorts; readonly work: WorkToCheck }>> {
  const { stand } = await import("../../engine/person/standing.ts");
  const catalogs = await catalogCache(clone);
  const hasLedger = (clone.shown?.ledger.genesis ?? null) !== null;
  const stood = hasLedger ? await stand(ports, { signal: session.signal }, catalogs) : null;
  if (stood?.ok === false) return stood;
  const at = options.at === undefined ? ports.clock.now() : instantOption(options.at);
  const below = paths.map((path) => workPath(clone.worktree.root, session.cwd, path));
  // Rules of a work tree are anybody's: what they name is not asked, and gets no secret.
  const { evidence: _, ...looking } = ports;
  return succeed({
    ports: { ...looking, worktree: clone.worktree, catalogs },
    work: { view: stood?.value.view ?? null, at, paths: below },
  });
}

/** A change between two commits, and the rules in force that judge it. */
export async function openChange(
  session: Session,
  { clone, ports }: Judging,
  options: DraftOptions,
): Promise<
  Result<{
    readonly ports: JudgePorts;
    readonly by: Standing;
    readonly change: { readonly base: string; readonly head: string };
  }>
> {
  const { stand } = await import("../../engine/person/standing.ts");
  const stood = await stand(ports, { signal: session.signal }, await catalogCache(clone));
  if (!stood.ok) return stood;
  const by = stood.value;
  const at = options.at === undefined ? null : instantOption(options.at);
  const clock = at === null ? ports.clock : { now: () => at };
  const base = options.base === undefined ? by.main : await revisionOption(ports.git, options.base, session);
  const head = await revisionOption(ports.git, options.head ?? "HEAD", session);
  return succeed({ ports: { ...ports, clock }, by, change: { base, head } });
}

/** Who only looks may go by a catalog that was read before. */
async function catalogCache({ place }: Clone): Promise<CatalogCache> {
  const { openCatalogCache } = await import("../../compose/catalog-cache.ts");
  const { cacheFolder } = await import("../../compose/folders.ts");
  return openCatalogCache({ folder: join(cacheFolder(place.env), "catalogs"), version });
}
