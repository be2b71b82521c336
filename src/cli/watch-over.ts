import type { Config } from "../core/config/config.ts";
import type { WatchNews } from "../core/report/watch-news.ts";
import type { Posting } from "../engine/apply/duty.ts";
import { jsonLine } from "../views/json/line.ts";
import { problemsText } from "../views/text/problems.ts";
import { watchNewsText } from "../views/text/watch-news.ts";
import { exitCode } from "./exit-code.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

/** What is under way when it is told to stop may take so long to end: milliseconds. */
const graceMs = 10_000;

/** Stays up and applies, until it is told to stop. Then it lets go of what is under way, and that was no failure. */
export async function watchOver(session: Session, postingOf: PostingOf): Promise<number> {
  const { openClone } = await import("../compose/clone.ts");
  const { openApplier } = await import("../compose/applier.ts");
  const { engineRun } = await import("../compose/engine-run.ts");
  const { residentIdentity } = await import("../compose/resident-identity.ts");
  const { systemPause } = await import("../compose/system-pause.ts");
  const { watch } = await import("../engine/watch/watch.ts");
  const late = new AbortController();
  const grace = (): void => {
    setTimeout(() => late.abort(), graceMs).unref();
  };
  session.signal.addEventListener("abort", grace, { once: true });
  const { signal } = late;
  await using clone = await openClone(session, { signal });
  const posting = postingOf(clone.shown);
  await using opened = await openApplier(clone, engineRun(version, session.env), { signal });
  if (opened.warnings.length > 0) session.err(problemsText(opened.warnings, session.paint));
  const tell = (news: WatchNews): void => {
    session.out(session.json ? jsonLine(news) : watchNewsText(news, session.paint));
  };
  const runState = opened.runState(posting.runner);
  const identity = await residentIdentity(clone);
  await watch({ ...opened.ports, runState, identity, pause: systemPause, tell }, posting, {
    signal,
    stop: session.signal,
  });
  return exitCode.agreed;
}

/** Whom it is for, by what main shows. */
type PostingOf = (shown: Config | null) => Posting;
