import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { embeddedServer, systemServer } from "../../src/demo/database/find-server.ts";
import { startDatabaseServer } from "../../src/demo/database/server.ts";
import type { DatabaseServer } from "../../src/demo/database/server.ts";
import type { Given } from "../../src/core/grant/grant.ts";
import type { Holding } from "../../src/core/plan/holding.ts";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { OpenContext, Recorded, Target, TargetReader } from "../../src/ports/target.ts";
import { opener } from "../../src/targets/postgres/open.ts";
import { makeIdentity, toRecipient, unseal } from "../../src/targets/sealed-secret.ts";
import { embeddedPostgres, systemPostgres } from "../needs.ts";
import type { Need } from "../needs.ts";

/** Real servers to try things on, of more than one version. */
export const servers: readonly {
  readonly name: string;
  readonly need: Need;
  /** Its version; null where this machine has none. */
  readonly major: number | null;
  readonly start: (settings?: Readonly<Record<string, string>>) => Promise<DatabaseServer>;
}[] = [
  {
    name: "the PostgreSQL that npm brings",
    need: embeddedPostgres,
    major: embeddedServer()?.major ?? null,
    start: (settings) => startDatabaseServer(present(embeddedServer()), settings),
  },
  {
    name: "the system's PostgreSQL",
    need: systemPostgres,
    major: systemServer()?.major ?? null,
    start: (settings) => startDatabaseServer(present(systemServer()), settings),
  },
];

const read = (file: string): string =>
  readFileSync(join(import.meta.dirname, "../../src/targets/postgres", file), "utf8");
const enginePassword = "engine-password";

/** What is prepared for Brevet, once. */
export const setupSql: string = read("setup.sql");
/** What is prepared beside it, where logins are held to addresses. */
export const addressesSql: string = read("addresses.sql");

/** A server prepared for Brevet, with a table of customers and two roles that may be asked for. */
export interface PostgresSite {
  readonly server: DatabaseServer;
  readonly identity: string;
  /** What may never be told. */
  readonly secrets: readonly string[];
  /** Runs SQL as the superuser; the rows of the last statement. */
  sql(text: string, database?: string): Promise<Record<string, unknown>[]>;
  /** The same as anybody. */
  as(url: string, text: string): Promise<Record<string, unknown>[]>;
  /** The engine's address. */
  readonly url: string;
  context(now: () => Instant, over?: Partial<OpenContext>): OpenContext;
  /** Makes everything as it was in the beginning. */
  reset(): Promise<void>;
}

/** Prepares a server as docs/targets/postgres.md says. */
export async function postgresSite(server: DatabaseServer): Promise<PostgresSite> {
  const url = server.url("brevet", enginePassword);
  const sql = (text: string, database?: string): Promise<Record<string, unknown>[]> =>
    run(database === undefined ? server.superuser : server.superuser.replace("/postgres?", `/${database}?`), text);
  await sql(setupSql);
  await sql(`
    alter role brevet password '${enginePassword}';
    create table customers as select 'Ada' as name;
    create role customers_ro; grant select on customers to customers_ro;
    create role customers_rw; grant select, insert on customers to customers_rw;
    create role unlisted; grant select on customers to unlisted;
    select brevet.offer('customers_ro'); select brevet.offer('customers_rw');`);
  const [row] = await sql("select system_identifier::text as id from pg_control_system()");
  const identity = String(row?.["id"]);
  return {
    server,
    identity,
    secrets: [enginePassword],
    sql,
    as: run,
    url,
    context: (now, over = {}) => ({
      config: {
        id: "door",
        kind: "postgres",
        identity,
        mode: "enforce",
        runner: null,
        privileged: [],
        options: { url: "env:BREVET_DOOR_URL" },
      },
      repositoryId: "0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10",
      folder: server.host,
      clock: { now },
      secret: () => Promise.resolve(url),
      ...over,
    }),
    async reset() {
      const extra = await sql(`select rolname as name from pg_roles where oid >= 16384 and rolname not in
        ('brevet', 'brevet_owner', 'brevet_heir', 'customers_ro', 'customers_rw', 'unlisted') order by oid desc`);
      for (const { name } of extra) {
        const quoted = pg.escapeIdentifier(String(name));
        await sql(`select pg_terminate_backend(pid, 1000) from pg_stat_activity where usename = ${pg.escapeLiteral(String(name))};
          reassign owned by ${quoted} to postgres; drop owned by ${quoted}; drop role ${quoted}`);
      }
      await sql("truncate brevet.logins, brevet.ended; update brevet.settings set longest = '24 hours'");
    },
  };
}

/** A tenant of a site: the engine's view of it, and a holder's key. */
export interface Tenant {
  readonly target: Target;
  readonly reader: TargetReader;
  readonly options: CallOptions;
  start(over?: Partial<Assignment>, grant?: string): Promise<Recorded>;
  look(...recorded: readonly Recorded[]): Promise<readonly Holding[]>;
  /** What the holder types to get in. */
  url(recorded: Recorded): Promise<string>;
  close(): Promise<void>;
}

/** Opens a target of the site, by the machine's own clock. */
export async function tenantOf(site: PostgresSite, over: Partial<OpenContext> = {}): Promise<Tenant> {
  const context = site.context(() => instant(Date.now()), over);
  const identity = await makeIdentity();
  const publicKey = await toRecipient(identity);
  const [target, reader] = [await opener.openTarget(context), await opener.openReader(context)];
  const options = { signal: AbortSignal.timeout(60_000) };
  return {
    target,
    reader,
    options,
    async start(more = {}, grant = "payments/reports/2026-11-22-alice") {
      const from = instant(Date.now());
      const rights = { role: "customers_ro" };
      const asked = { target: "door", principal: "alice", rights, from, until: after(from, 3600), publicKey };
      const assignment: Assignment = { ...asked, grants: [grant], obligations: [], ...more };
      const given = await target.ensure(grant, assignment, null, options);
      return { grant, principal: assignment.principal, rights: assignment.rights, given };
    },
    async look(...recorded) {
      const seen = await reader.observe({ recorded, starting: [] }, options);
      if (!seen.ok) throw new Error(seen.message);
      return seen.holdings;
    },
    url: ({ given }) => opened(given, identity),
    async close() {
      await Promise.all([target.close(), reader.close()]);
    },
  };
}

/** The holding that a record names, as the engine would know it. */
export function holdingOf({ principal, rights, grant, given: { ref, until } }: Recorded): Holding {
  return { target: "door", principal, rights, until, ref, grant };
}

/** What a holder types to get in: the address that the delivery seals. */
export async function opened(given: Given, identity: string): Promise<string> {
  const { text } = given.delivery as { readonly text: string };
  return (await unseal(text, identity))?.trim() ?? "sealed to somebody else";
}

/** A connection that stays; it is nobody's fault when it is cut. */
export async function connected(
  url: string,
  over: pg.ClientConfig & { readonly replication?: "database" } = {},
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ...over });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** What makes a connection come from an address of this machine. */
export function from(address: string): pg.ClientConfig {
  class Here extends Socket {
    // The library names a port and a host, and has no place for an address of its own.
    override connect(...given: unknown[]): this {
      const [port, host] = given as [number, string];
      return super.connect({ port, host, localAddress: address });
    }
  }
  return { stream: () => new Here() };
}

/** The rows of the last of these statements, by a connection of their own. */
export async function run(
  url: string,
  text: string,
  over?: Parameters<typeof connected>[1],
): Promise<Record<string, unknown>[]> {
  const client = await connected(url, over);
  try {
    // Several statements give several results, and pg's types know of one.
    const results = [await client.query<Record<string, unknown>>(text)].flat();
    return results.at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}

function present<T>(found: T | null): T {
  if (found === null) throw new Error("this machine has no such server");
  return found;
}
