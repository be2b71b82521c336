import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";
import { Refusal } from "./database.ts";

/** A login to bring about. */
export interface Wanted {
  readonly login: string;
  readonly role: string;
  readonly until: Instant;
  readonly repository: string;
  readonly grant: string;
  /** Whom the secret is sealed to. */
  readonly recipient: string;
  readonly sealed: string;
  readonly verifier: string;
  /** The blocks of addresses that it works from; null: any. */
  readonly addresses: readonly string[] | null;
}

/** The functions of setup.sql and addresses.sql: all that the engine's login can do to a database. */
export interface Guard {
  /** The sealed secret that opens the login; null where something of its name is there and is not as asked. */
  start(wanted: Wanted, options: CallOptions): Promise<string | null>;
  close(login: string, options: CallOptions): Promise<"closed" | "locked" | "absent">;
  endSessions(login: string, options: CallOptions): Promise<number>;
  /** Ends those that are open, and answers how many were ended in all, also of a login that was dropped just now. */
  sessionsEnded(login: string, options: CallOptions): Promise<number>;
  clear(login: string, options: CallOptions): Promise<void>;
  drop(login: string, sessions: number, options: CallOptions): Promise<void>;
}

/** The guard of one database. */
export function guardOf(target: string, database: Database): Guard {
  async function ask(text: string, values: readonly unknown[], options: CallOptions): Promise<unknown[]> {
    try {
      const [row = {}] = await database.query(text, values, options);
      return Object.values(row);
    } catch (error) {
      throw error instanceof Refusal ? toBrevetError(target, error) : error;
    }
  }
  const call = (text: string, values: readonly unknown[], options: CallOptions): Promise<unknown[]> =>
    ask(`select * from brevet.${text}`, values, options);
  return {
    async start({ login, role, until, verifier, repository, grant, recipient, sealed, addresses }, options) {
      const values = [login, role, new Date(until).toISOString(), verifier, repository, grant, recipient, sealed];
      const [outcome, held] =
        addresses === null
          ? await call("start($1, $2, $3, $4, $5, $6, $7, $8)", values, options)
          : await call("start_from($1, $2, $3, $4, $5, $6, $7, $8, $9)", [...values, addresses], options);
      return outcome === "given" ? String(held) : null;
    },
    async close(login, options) {
      const [outcome] = await call("close($1)", [login], options);
      return outcome === "locked" || outcome === "absent" ? outcome : "closed";
    },
    async endSessions(login, options) {
      const [ended] = await call("end_sessions($1)", [login], options);
      return Number(ended);
    },
    async sessionsEnded(login, options) {
      const all =
        "select now + coalesce(sessions, 0) from brevet.end_sessions($1) now left join brevet.ended on login = $1";
      const [ended] = await ask(all, [login], options);
      return Number(ended);
    },
    async clear(login, options) {
      await call("clear($1)", [login], options);
    },
    async drop(login, sessions, options) {
      await call("drop($1, $2)", [login, sessions], options);
    },
  };
}

/** What a database's no means. Its own words name things of the database, and nothing that was sent. */
export function toBrevetError(target: string, refusal: Refusal): Error {
  const { state, constraint, message } = refusal;
  if (constraint === "window_empty") return brevetError("TARGET_WINDOW_EMPTY", { target });
  // No such schema, function or table.
  if (["3F000", "42883", "42P01"].includes(state)) return brevetError("TARGET_NOT_SET_UP", { target, what: message });
  return brevetError("TARGET_REFUSED", { target, what: message });
}
