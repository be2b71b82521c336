import { join } from "node:path";
import type { Command } from "commander";
import type { CheckReport } from "../../core/report/report.ts";
import type { Result } from "../../core/problem/result.ts";
import { checkText } from "../../views/text/check.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { judging, type Judging } from "../open/judging.ts";
import { instantOption } from "../parse/instant.ts";
import { workPath } from "../parse/work-path.ts";
import { revisionOption } from "../parse/revision.ts";
import type { Clone } from "../../compose/clone.ts";
import type { CatalogCache } from "../../ports/catalog-cache.ts";
import type { Session } from "../session.ts";
import { showProblems } from "../show-failure.ts";
import { version } from "../../compose/version.ts";

interface Options {
  readonly at?: string;
  readonly base?: string;
  readonly head?: string;
}

/** `check`: what the policy says of a change, or of files while they are being written. */
export function checkCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "check",
      does: "judge a change, or request files of the work tree: what they would do, and who has to agree",
      example: [
        "brevet check requests/payments/customers-db/2026-11-22-alice.yaml",
        "brevet check --base main --head request/payments/customers-db/2026-11-22-alice",
      ].join("\n"),
    },
    async (session, paths, options) => {
      const report =
        paths.length > 0
          ? await judging(session, (open) => ofPaths(session, open, paths, options))
          : await judging(session, (open) => ofChange(session, open, options));
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => checkText(report.value, paint));
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .argument("[path...]", "request files or folders of the work tree (default: the branch that is checked out)")
    .option("--at <time>", "judge as of this moment")
    .option("--base <rev>", "judge the change from this commit (default: published main)")
    .option("--head <rev>", "up to this one (default: HEAD)");
}

async function ofPaths(
  session: Session,
  { clone, ports }: Judging,
  paths: readonly string[],
  options: Options,
): Promise<Result<CheckReport>> {
  const { checkWork } = await import("../../engine/check-work.ts");
  const { stand } = await import("../../engine/person/standing.ts");
  const catalogs = await catalogCache(clone);
  const hasLedger = (clone.shown?.ledger.genesis ?? null) !== null;
  const stood = hasLedger ? await stand(ports, { signal: session.signal }, catalogs) : null;
  if (stood?.ok === false) return stood;
  const at = options.at === undefined ? ports.clock.now() : instantOption(options.at);
  const below = paths.map((path) => workPath(clone.worktree.root, session.cwd, path));
  return await checkWork(
    { ...ports, worktree: clone.worktree, catalogs },
    { view: stood?.value.view ?? null, at, paths: below },
    session,
  );
}

async function ofChange(session: Session, { clone, ports }: Judging, options: Options): Promise<Result<CheckReport>> {
  const { checkChange } = await import("../../engine/check-change.ts");
  const { stand } = await import("../../engine/person/standing.ts");
  const stood = await stand(ports, { signal: session.signal }, await catalogCache(clone));
  if (!stood.ok) return stood;
  const by = stood.value;
  const at = options.at === undefined ? null : instantOption(options.at);
  const clock = at === null ? ports.clock : { now: () => at };
  const base = options.base === undefined ? by.main : await revisionOption(ports.git, options.base, session);
  const head = await revisionOption(ports.git, options.head ?? "HEAD", session);
  return { ok: true, value: await checkChange({ ...ports, clock }, by, { base, head }, session) };
}

/** A check only looks: it may go by a catalog that it read before. */
async function catalogCache({ place }: Clone): Promise<CatalogCache> {
  const { openCatalogCache } = await import("../../compose/catalog-cache.ts");
  const { cacheFolder } = await import("../../compose/folders.ts");
  return openCatalogCache({ folder: join(cacheFolder(place.env), "catalogs"), version });
}
