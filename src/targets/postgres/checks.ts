import { finding, type Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";
import { loginPattern } from "./login.ts";

/** Databases looked into for what is missing there; the rest is told by the end that meets it. */
const mostDatabases = 20;

/** What a server tells of who can do what there. $1: what Brevet's logins are called. */
const statement = `
with
  recursive reached(member, oid) as (
    select oid, oid from pg_roles
    union select r.member, m.roleid from reached r join pg_auth_members m on m.member = r.oid
  ),
  offered as (
    select r.oid, r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
    where m.member = 'brevet_owner'::regrole and m.admin_option and r.rolname !~ $1
  ),
  attributes(oid, name) as (
    select p.oid, a.name from pg_roles p, lateral (values
      (p.rolsuper, 'superuser'), (p.rolcreaterole, 'createrole'), (p.rolcreatedb, 'createdb'),
      (p.rolreplication, 'replication'), (p.rolbypassrls, 'bypassrls')) a(held, name)
    where a.held
  ),
  wide(who, what, fix) as (
    select p.rolname, a.name, format('alter role %I no%s;', p.rolname, a.name)
    from attributes a join pg_roles p using (oid)
    where p.rolname = current_user or p.rolname = 'brevet_heir' or (p.rolname = 'brevet_owner' and a.name <> 'createrole')
    union all
    select p.rolname, 'a member of ' || r.rolname, format('revoke %I from %I;', r.rolname, p.rolname)
    from pg_auth_members m join pg_roles p on p.oid = m.member join pg_roles r on r.oid = m.roleid
    where p.rolname in (current_user, 'brevet_heir')
      or (p.rolname = 'brevet_owner' and not m.admin_option and r.rolname !~ $1
        and r.rolname not in ('pg_signal_backend', 'pg_read_all_settings', 'brevet_heir'))
    union all
    select 'brevet_owner', 'it can log in', 'alter role brevet_owner nologin password null;'
    from pg_roles where rolname = 'brevet_owner' and rolcanlogin
    union all
    select 'brevet_owner', p.rolname || ' can become it', format('revoke brevet_owner from %I;', p.rolname)
    from pg_auth_members m join pg_roles p on p.oid = m.member where m.roleid = 'brevet_owner'::regrole
    union all
    select 'brevet_owner', 'it offers ' || rolname || ': ' || brevet.role_fault(rolname),
      format('revoke %I from brevet_owner;', rolname)
    from offered where brevet.role_fault(rolname) is not null
    union all
    select coalesce(p.rolname, 'everybody'), 'may call ' || f.proname,
      format('revoke all on function %s from %s;', f.oid::regprocedure, coalesce(quote_ident(p.rolname), 'public'))
    from pg_proc f cross join lateral aclexplode(f.proacl) a left join pg_roles p on p.oid = a.grantee
    where f.pronamespace = 'brevet'::regnamespace and f.prosecdef and coalesce(p.rolname, '') not in ('brevet_owner', current_user)
  )
select
  brevet.version() as version,
  (select coalesce(json_agg(w), '[]') from wide w) as wide,
  (select coalesce(json_agg(distinct n.nspname), '[]') from pg_namespace n, offered o
   where has_schema_privilege(o.oid, n.oid, 'create') and not has_schema_privilege('brevet_heir', n.oid, 'create')) as shut,
  (select coalesce(json_agg(d.datname), '[]') from pg_database d
   where d.datallowconn and d.datname <> current_database() and d.datname !~ '^template'
     and has_database_privilege('public', d.oid, 'connect')) as databases,
  (select coalesce(json_agg(distinct p.rolname), '[]') from reached r join pg_roles p on p.oid = r.member
   left join attributes a on a.oid = r.oid and a.name in ('superuser', 'bypassrls')
   where p.rolcanlogin and (a.name is not null or r.oid in (
     select oid from pg_roles where rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program')))) as accounts`;

interface Wide {
  readonly who: string;
  readonly what: string;
  readonly fix: string;
}

/** Another database of the server, or the same one with a password that is nobody's. */
export interface Beside {
  readonly elsewhere: (name: string) => Database;
  readonly withoutPassword: () => Database;
}

/** Whether Brevet's own roles can do just what they should, what an end would stumble over, and who else reaches all. */
export async function checks(
  target: string,
  database: Database,
  { elsewhere, withoutPassword }: Beside,
  options: CallOptions,
): Promise<readonly Finding[]> {
  const about = `target ${target}`;
  const [row = {}] = await database.query(statement, [loginPattern], options);
  const found = (row["wide"] as readonly Wide[]).map((wide) => finding("TARGET_RIGHTS_WIDE", about, wide));
  if (await answers(withoutPassword(), "select 1", options)) found.push(finding("TARGET_PASSWORDLESS", about, {}));
  const schemas = row["shut"] as readonly string[];
  if (schemas.length > 0) found.push(finding("TARGET_HEIR_SHUT_OUT", about, { schemas }, "warning"));
  const unprepared: string[] = [];
  for (const name of (row["databases"] as readonly string[]).slice(0, mostDatabases)) {
    if (!(await answers(elsewhere(name), "select brevet.version()", options))) unprepared.push(name);
  }
  if (unprepared.length > 0)
    found.push(finding("TARGET_DATABASES_UNPREPARED", about, { databases: unprepared }, "warning"));
  const accounts = row["accounts"] as readonly string[];
  if (accounts.length > 0) found.push(finding("TARGET_ACCOUNTS_WIDE", about, { accounts }, "warning"));
  return found;
}

async function answers(database: Database, text: string, options: CallOptions): Promise<boolean> {
  try {
    await database.query(text, [], options);
    return true;
  } catch {
    options.signal.throwIfAborted();
    return false;
  } finally {
    await database.close();
  }
}
