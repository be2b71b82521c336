import type { Row } from "./row.ts";
import clockWrong from "./rows/clock-wrong.ts";
import { downLong, downShortly } from "./rows/database-down.ts";
import databaseFrozen from "./rows/database-frozen.ts";
import deadEngine from "./rows/dead-engine.ts";
import holderOwns from "./rows/holder-owns.ts";
import killedGiving from "./rows/killed-giving.ts";
import loginAfterEnd from "./rows/login-after-end.ts";
import networkCut from "./rows/network-cut.ts";
import openSession from "./rows/open-session.ts";
import outsideBroken from "./rows/outside-broken.ts";
import randomOnServers from "./rows/random-on-servers.ts";
import randomSchedule from "./rows/random-schedule.ts";

/** The battery, by the names that `npm run faults` takes. */
export const rows: ReadonlyMap<string, Row> = new Map([
  ["kill", killedGiving],
  ["dead-engine", deadEngine],
  ["down", downShortly],
  ["down-long", downLong],
  ["frozen", databaseFrozen],
  ["login", loginAfterEnd],
  ["session", openSession],
  ["tables", holderOwns],
  ["network", networkCut],
  ["outside", outsideBroken],
  ["clock", clockWrong],
  ["random", randomSchedule],
  ["random-real", randomOnServers],
]);
