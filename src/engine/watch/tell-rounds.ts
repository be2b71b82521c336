import type { Problem } from "../../core/problem/problem.ts";
import type { ApplyReport } from "../../core/report/report.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Tells what rounds came to. */
export interface RoundTeller {
  /** A round, or why it could not be made. */
  tell(made: ApplyReport | Problem): void;
}

/** Tells what a round admitted, refused or accepted; and its problems, where they are not those of the round before. */
export function tellRounds({ clock, tell }: Pick<WatchPorts, "clock" | "tell">): RoundTeller {
  let before = "[]";
  return {
    tell(made) {
      const round = "code" in made ? { ...nothing, problems: [made] } : made;
      const { admitted, refused, rules, frozen, problems, next_at } = round;
      const trouble = JSON.stringify([...problems.map(({ code }) => code), ...(frozen === null ? [] : [frozen.code])]);
      const isSame = trouble === before;
      before = trouble;
      if (isSame && admitted.length + refused.length + rules.length === 0) return;
      tell({
        at: formatInstant(clock.now()),
        kind: "round",
        admitted,
        refused,
        rules,
        problems: isSame ? [] : problems,
        frozen: isSame ? null : frozen,
        mended: trouble === "[]" && !isSame,
        next_at,
      });
    },
  };
}

const nothing = { admitted: [], refused: [], rules: [], frozen: null, next_at: null } as const;
