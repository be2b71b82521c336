import type { Config } from "../core/config/config.ts";
import type { ResidentReport } from "../core/report/resident-report.ts";
import type { WatchNews } from "../core/report/watch-news.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { Posting } from "../engine/apply/duty.ts";
import type { Exporter } from "../ports/exporter.ts";
import { jsonLine } from "../views/json/line.ts";
import { problemsText } from "../views/text/problems.ts";
import { watchNewsText } from "../views/text/watch-news.ts";
import { exitCode } from "./exit-code.ts";
import type { Listen } from "./parse/listen.ts";
import type { Session } from "./session.ts";
import { version } from "../compose/version.ts";

/** What is under way when it is told to stop may take so long to end: milliseconds. */
const graceMs = 10_000;

/** Stays up and applies, until it is told to stop. Then it lets go of what is under way, and that was no failure. */
export async function watchOver(session: Session, { postingOf, listen }: How): Promise<number> {
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
  const say = (news: WatchNews): void => {
    session.out(session.json ? jsonLine(news) : watchNewsText(news, session.paint));
  };
  await using exporter = listen === null ? null : await exporting(listen, say);
  const tell = (news: WatchNews): void => {
    exporter?.hear(news);
    say(news);
  };
  const lame = opened.warnings.map(({ code }) => code);
  const show = (read: () => ResidentReport): void => {
    exporter?.show(() => withReasons(read(), lame));
  };
  const states = opened.standing(posting);
  const identity = await residentIdentity(clone);
  await watch({ ...opened.ports, ...states, identity, pause: systemPause, tell, show }, posting, {
    signal,
    stop: session.signal,
  });
  return exitCode.agreed;
}

interface How {
  /** Whom it is for, by what main shows. */
  readonly postingOf: (shown: Config | null) => Posting;
  /** Where to answer who asks how it stands; null: nowhere. */
  readonly listen: Listen | null;
}

async function exporting(listen: Listen, say: (news: WatchNews) => void): Promise<Exporter> {
  const { exporter } = await import("../compose/exporter.ts");
  const { systemClock } = await import("../compose/system-clock.ts");
  const told = (address: string | null, message: string | null): void => {
    say({ at: formatInstant(systemClock.now()), kind: "listening", address, message });
  };
  return await exporter({
    ...{ ...listen, version },
    listening: (address) => told(address, null),
    failed: (message) => told(null, message),
  });
}

/** An engine that lacks its key, say, writes nothing, whatever its rounds come to. */
function withReasons(report: ResidentReport, codes: readonly string[]): ResidentReport {
  return { ...report, unready: [...new Set([...codes, ...report.unready])] };
}
