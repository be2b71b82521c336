import type { Draft } from "../../src/core/ledger/event.ts";
import { instant, type Instant } from "../../src/core/time/instant.ts";
import { admitted, bodies, judged, toDraft } from "../../test/unit/core/ledger/history.ts";

/** A thousand events a day, three hundred grants alive at a time. */
const EVERY_SECONDS = 86.4;
const ALIVE = 300;
const BEGAN: Instant = instant(Date.UTC(2026, 10, 22, 10));

const drafts = {
  admitted: (grant: string, at: number, main: string) => {
    const lease = {
      from: new Date(BEGAN + at * 1000).toISOString(),
      until: new Date(BEGAN + (at + 7200) * 1000).toISOString(),
    };
    return toDraft({ type: "admitted", grant, at, main, body: admitted({ lease, judged: judged() }) });
  },
};

/** The first events of a ledger that this engine key signs. */
export function beginning(fingerprint: string): readonly Draft[] {
  const genesis = toDraft({ type: "genesis", body: { ...bodies.genesis, keys: [fingerprint] } });
  return [genesis, toDraft({ type: "rules_accepted", main: hex(1) })];
}

/** The events number `from` and after it of a busy organisation: grants that are admitted, start, and end. */
export function eventsFrom(from: number, count: number): readonly Draft[] {
  return Array.from({ length: count }, (_, index) => one(from + index));
}

function one(number: number): Draft {
  const at = Math.floor(number * EVERY_SECONDS);
  const grant = Math.floor(number / 4);
  switch (number % 4) {
    case 0:
      return drafts.admitted(idOf(grant), at, hex(grant + 2));
    case 1:
      return toDraft({ type: "starting", grant: idOf(grant), at });
    case 2:
      return toDraft({ type: "activated", grant: idOf(grant), at });
    default:
      return toDraft({ type: "ended", grant: idOf(Math.max(grant - ALIVE, 0)), at });
  }
}

function idOf(grant: number): string {
  const day = new Date(BEGAN + Math.floor(grant * 4 * EVERY_SECONDS) * 1000).toISOString().slice(0, 10);
  return `payments/customers-db/${day}-user-${grant}`;
}

function hex(number: number): string {
  return number.toString(16).padStart(40, "0");
}
