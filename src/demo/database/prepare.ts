import { randomBytes } from "node:crypto";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { embeddedServer, systemServer } from "./find-server.ts";
import { startDatabaseServer } from "./server.ts";
import type { DatabaseServer } from "./server.ts";

/** What a database needs before Brevet can work there, as a file to run. */
export const setupFile: string = fileURLToPath(
  new URL(
    `${import.meta.filename.endsWith(".ts") ? "../.." : "../../../src"}/targets/postgres/setup.sql`,
    import.meta.url,
  ),
);

/** A PostgreSQL with some orders in it; or why this machine has none, in words. */
export async function openDatabase(): Promise<DatabaseServer | string> {
  const found = embeddedServer() ?? systemServer();
  if (found === null) return "no PostgreSQL is installed here, nor did npm bring one for this machine";
  try {
    const server = await startDatabaseServer(found);
    await ask(
      server,
      `create table orders (number int, customer text); insert into orders values (4710, 'Ada'), (4711, 'Grace');
       create role orders_reader; grant select on orders to orders_reader`,
    );
    return server;
  } catch (error) {
    return `PostgreSQL does not run here (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Gives the engine its login there, and the access repository a target that names it. */
export async function makeTarget(server: DatabaseServer, repository: string): Promise<void> {
  const password = randomBytes(16).toString("hex");
  const [row] = await ask(
    server,
    `alter role brevet password '${password}'; select system_identifier::text as identity from pg_control_system()`,
  );
  const secrets = join(repository, ".git/brevet/orders-db");
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  await writeFile(join(secrets, "url"), server.url("brevet", password), { mode: 0o600 });
  await appendFile(
    join(repository, "brevet.yaml"),
    `  orders-db:\n    kind: postgres\n    identity: "${String(row?.["identity"])}"\n    url: file:orders-db/url\n`,
  );
}

/** The last of the rows that the superuser is answered. */
export async function ask(server: DatabaseServer, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.superuser });
  await client.connect();
  try {
    // Several statements give several results, and pg's types know of one.
    return [await client.query<Record<string, unknown>>(text)].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
