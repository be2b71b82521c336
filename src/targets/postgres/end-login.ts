import { brevetError, BrevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";
import { guardOf } from "./guard.ts";

/** What it takes to end logins of one server. */
export interface Server {
  readonly target: string;
  readonly database: Database;
  /** Another database of the server; closed by who asked for it. */
  readonly elsewhere: (name: string) => Database;
}

/** A session can lock its own entry for a moment again and again; each try ends the sessions that do. */
const mostTries = 5;

/**
 * Ends a login: nobody logs in with it, its sessions are over, what it owns is brevet_heir's, and it is gone. In that
 * order, each step kept when a later one fails; safe to call again.
 */
export async function endLogin(server: Server, login: string, options: CallOptions): Promise<void> {
  const { target, database } = server;
  const guard = guardOf(target, database);
  let sessions = 0;
  for (let tries = 1; ; tries += 1) {
    const outcome = await guard.close(login, options);
    if (outcome !== "locked") break;
    if (tries === mostTries) throw brevetError("TARGET_REFUSED", { target, what: `${login} is locked` });
    sessions += await guard.endSessions(login, options);
  }
  sessions += await guard.endSessions(login, options);
  // What it owns in other databases makes the first try fail; few own anything there.
  const first = await leftovers(() => guard.drop(login, sessions, options));
  if (first === null) return;
  const rest = await leftovers(async () => {
    for (const name of await ownsIn(database, login, options)) await clear(server, name, login, options);
    await guard.drop(login, sessions, options);
  });
  if (rest !== null) throw brevetError("TARGET_LEFTOVERS", { target, login, what: rest.message });
}

/** What stood in the way; null: nothing. Throws where the server did not answer. */
async function leftovers(work: () => Promise<void>): Promise<BrevetError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof BrevetError && error.code !== "TARGET_UNREACHABLE") return error;
    throw error;
  }
}

async function clear(server: Server, name: string, login: string, options: CallOptions): Promise<void> {
  const database = server.elsewhere(name);
  try {
    await guardOf(`${server.target}, database ${name},`, database).clear(login, options);
  } finally {
    await database.close();
  }
}

/** The other databases in which a login owns something, or was given something. */
async function ownsIn(database: Database, login: string, options: CallOptions): Promise<string[]> {
  const rows = await database.query(
    `select distinct d.datname::text as name from pg_shdepend s join pg_database d on d.oid = s.dbid
     where s.refclassid = 'pg_authid'::regclass and d.datname <> current_database()
       and s.refobjid = (select oid from pg_roles where rolname = $1)`,
    [login],
    options,
  );
  return rows.map(({ name }) => String(name));
}
