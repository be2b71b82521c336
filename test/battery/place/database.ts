import { readFileSync } from "node:fs";
import pg from "pg";
import { embeddedServer, systemServer } from "../../../src/demo/database/find-server.ts";
import { setupFile } from "../../../src/demo/database/prepare.ts";
import { startDatabaseServer, type DatabaseServer } from "../../../src/demo/database/server.ts";

/** A real PostgreSQL that Brevet gives logins of, and whoever looks at it past Brevet: the superuser. */
export interface Database {
  readonly server: DatabaseServer;
  readonly identity: string;
  /** The engine's own address. */
  readonly url: string;
  /** Runs SQL as the superuser; the rows of the last statement. Connects anew where the last connection was lost. */
  sql(text: string): Promise<Record<string, unknown>[]>;
  /** Brevet's logins, by name, and the grant that each was made for. */
  logins(): Promise<Map<string, string | null>>;
  close(): Promise<void>;
}

/** Starts one, with two roles that may be asked for; null where this machine has none. */
export async function openDatabase(): Promise<Database | null> {
  const found = embeddedServer() ?? systemServer();
  if (found === null) return null;
  const server = await startDatabaseServer(found, { max_connections: "100" });
  let current: Promise<pg.Client> | null = null;
  const forget = (): void => void (current = null);
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: server.superuser });
    client.on("error", forget).on("end", forget);
    await client.connect();
    return client;
  };
  const run = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = await (current ??= connect()).catch((error: unknown) => {
      forget();
      throw error;
    });
    // Several statements give several results, and pg's types know of one.
    return [await client.query<Record<string, unknown>>(text)].flat().at(-1)?.rows ?? [];
  };
  let last: Promise<unknown> = Promise.resolve();
  // One question at a time, whoever asks.
  const sql = (text: string): Promise<Record<string, unknown>[]> => {
    const asked = last.then(() => run(text));
    last = asked.catch(() => undefined);
    return asked;
  };
  await sql(readFileSync(setupFile, "utf8"));
  await sql(`
    alter role brevet password 'engine-password';
    create table customers as select 'Ada' as name;
    create role customers_ro; grant select on customers to customers_ro;
    create role customers_rw; grant select, insert on customers to customers_rw;
    create schema work; grant usage, create on schema work to customers_rw, brevet_heir;
    select brevet.offer('customers_ro'); select brevet.offer('customers_rw');`);
  const [row] = await sql("select system_identifier::text as id from pg_control_system()");
  return {
    server,
    identity: String(row?.["id"]),
    url: server.url("brevet", "engine-password"),
    sql,
    async logins() {
      const rows = await sql(`select rolname as login, grant_id from pg_roles left join brevet.logins on login = rolname
        where rolname ~ '^brevet_.*_[0-9a-f]{16}$'`);
      return new Map(rows.map(({ login, grant_id }) => [String(login), grant_id as string | null]));
    },
    async close() {
      const last = await current?.catch(() => null);
      await last?.end().catch(() => undefined);
      await server.close();
    },
  };
}
