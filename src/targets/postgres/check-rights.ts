import { finding, type Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";

const statement = `
select rolname::text as login, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
from pg_roles where rolname = current_user`;
const attributes = {
  rolsuper: "SUPERUSER",
  rolcreaterole: "CREATEROLE",
  rolcreatedb: "CREATEDB",
  rolreplication: "REPLICATION",
  rolbypassrls: "BYPASSRLS",
} as const;

/** Whether Brevet's own login can do nothing but call the guard's functions. */
export async function checkRights(
  target: string,
  database: Database,
  options: CallOptions,
): Promise<readonly Finding[]> {
  const [row] = await database.query(statement, [], options);
  const wide = Object.entries(attributes).flatMap(([column, name]) => (row?.[column] === true ? [name] : []));
  if (wide.length === 0) return [];
  const who = String(row?.["login"]);
  const fix = `alter role "${who.replaceAll('"', '""')}" ${wide.map((name) => `no${name.toLowerCase()}`).join(" ")};`;
  return [finding("TARGET_RIGHTS_WIDE", `target ${target}`, { who, what: wide.join(", "), fix })];
}
