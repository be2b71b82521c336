import type { ApplyReport } from "../../core/report/report.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Tells what rounds come to. */
export interface RoundTeller {
  /** What was admitted, refused or accepted, before anything of it is done. */
  decided(report: ApplyReport): void;
  /** What is wrong after a round, where it is not what was wrong before. */
  done(report: Pick<ApplyReport, "problems" | "frozen">): void;
}

export function tellRounds({ clock, tell }: Pick<WatchPorts, "clock" | "tell">): RoundTeller {
  let before = "[]";
  return {
    decided({ admitted, refused, rules, next_at }) {
      if (admitted.length + refused.length + rules.length === 0) return;
      tell({ at: formatInstant(clock.now()), kind: "decided", admitted, refused, rules, next_at });
    },
    done({ problems, frozen }) {
      const now = JSON.stringify([...problems.map(({ code }) => code), ...(frozen === null ? [] : [frozen.code])]);
      if (now === before) return;
      before = now;
      tell({ at: formatInstant(clock.now()), kind: "trouble", problems, frozen });
    },
  };
}
