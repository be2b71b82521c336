import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type OpenMetricsContentType } from "prom-client";
import type { ResidentReport } from "../core/report/resident-report.ts";
import type { WatchNews } from "../core/report/watch-news.ts";

/** From a hundredth of a second to a day: what a start or an end may come late by. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];

/** What a resident engine counts and measures, as OpenMetrics text. Labels name targets and codes, never a person. */
export interface Metrics {
  readonly contentType: string;
  hear(news: WatchNews): void;
  text(report: ResidentReport | null): Promise<string>;
}

export function openMetrics(version: string): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]): Gauge =>
    new Gauge({ name: `brevet_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, ...labelNames: string[]): Counter =>
    new Counter({ name: `brevet_${name}_total`, help, labelNames, registers });
  const late = (name: string, help: string): Histogram =>
    new Histogram({ name: `brevet_${name}_seconds`, help, labelNames: ["target"], buckets, registers });

  collectDefaultMetrics({ register: registry });
  gauge("build_info", "Always 1; which version runs.", "version").set({ version }, 1);
  const toElevate = late("time_to_elevate", "From the beginning of a lease until its access was seen.");
  const toEnd = late("time_to_end", "From the end of a lease until its access was seen gone.");
  const changes = counter(
    "changes",
    "Starts, adjustments and ends, done or failed; a failure that goes on counts once.",
    "target",
    "action",
    "outcome",
  );
  const decisions = counter("decisions", "Requests that were admitted or refused.", "outcome");
  const gauges = engineGauges(gauge);
  const rounds = counter("rounds", "Rounds: whole, or with something left to do or to record.", "outcome");

  return {
    contentType: registry.contentType,
    hear(news) {
      if (news.kind === "decided") {
        decisions.inc({ outcome: "admitted" }, news.admitted.length);
        decisions.inc({ outcome: "refused" }, news.refused.length);
      }
      if (news.kind !== "change") return;
      const { target, action, outcome } = news.change;
      changes.inc({ target, action, outcome });
      if (outcome !== "done" || news.seconds === null) return;
      (action === "start" ? toElevate : toEnd).observe({ target }, news.seconds);
    },
    async text(report) {
      if (report !== null) {
        gauges(report);
        rounds.reset();
        for (const outcome of ["whole", "partial"] as const) rounds.inc({ outcome }, report.rounds[outcome]);
      }
      return await registry.metrics();
    },
  };
}

type MakeGauge = (name: string, help: string, ...labelNames: string[]) => Gauge;

/** Gauges that show a report. */
function engineGauges(gauge: MakeGauge): (report: ResidentReport) => void {
  const started = gauge("start_time_seconds", "When this engine started.");
  const helm = gauge("helm", "1: it admits and starts; 0: it stands by for the engine that does.");
  const ready = gauge("ready", "1: it reaches the repository and can write the ledger.");
  const unready = gauge("unready", "1 for each thing that keeps it from that.", "code");
  const frozen = gauge("frozen", "1: nothing is admitted or started.");
  const reached = gauge("last_reached_timestamp_seconds", "When main, ledger and orders were last fetched.");
  const unrecorded = gauge("unrecorded_changes", "Changes that were made and stand in no event yet.");
  const events = gauge("ledger_events", "Sequence of the last event that verified here.");
  const lastEvent = gauge("ledger_last_event_timestamp_seconds", "When that event happened.");
  const live = gauge("live_grants", "Grants that have access.", "target");
  const overdue = gauge("overdue_grants", "Grants past their end that were not seen gone.", "target");
  const oldest = gauge("oldest_overdue_seconds", "For how long the oldest of them has been so.", "target");
  const up = gauge("target_up", "1: the target answers as itself.", "target");
  const labelled = [unready, live, overdue, oldest, up];

  return (report) => {
    for (const each of labelled) each.reset();
    started.set(report.since / 1000);
    helm.set(Number(report.helm));
    ready.set(Number(report.unready.length === 0));
    for (const code of report.unready) unready.set({ code }, 1);
    frozen.set(Number(report.frozen !== null));
    reached.set((report.reached ?? 0) / 1000);
    unrecorded.set(report.unrecorded);
    events.set(report.ledger?.seq ?? 0);
    lastEvent.set((report.ledger?.at ?? 0) / 1000);
    for (const { id: target, ...stand } of report.targets) {
      live.set({ target }, stand.live);
      overdue.set({ target }, stand.overdue);
      oldest.set({ target }, stand.overdueSince === null ? 0 : Math.max(0, report.at - stand.overdueSince) / 1000);
      up.set({ target }, Number(stand.lost === null));
    }
  };
}
