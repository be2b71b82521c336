import type { Observation } from "../../core/plan/holding.ts";
import type { Holding } from "../../core/plan/holding.ts";
import { instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";
import { loginPattern, principalOf } from "./login.ts";

/** A login of Brevet's name as the database shows it; times in milliseconds. */
interface Login {
  readonly login: string;
  readonly repository: string | null;
  readonly grant_id: string | null;
  readonly marked_role: string | null;
  readonly marked_until: number | null;
  readonly can_login: boolean;
  readonly until: number | null;
  readonly roles: readonly string[];
  readonly sessions: number;
  /** What it is held to, where all that holds it is as it was made. */
  readonly addresses: readonly string[] | null;
}

interface Member {
  readonly principal: string;
  readonly role: string;
}

/** One statement, so that all of it is of one moment. $1: what Brevet's logins are called. */
const statement = `
with
  edges as (
    select distinct m.member, r.oid as role_oid, r.rolname::text as role
    from pg_auth_members m join pg_roles r on r.oid = m.roleid
  ),
  memberships as (select member, json_agg(role order by role) as roles from edges group by member),
  open as (
    select usesysid, count(*)::int as sessions from pg_stat_activity where usesysid is not null group by usesysid
  ),
  offered as (
    select roleid from pg_auth_members where member = 'brevet_owner'::regrole and admin_option
  ),
  settings(role, database, name, value) as (
    select s.setrole, s.setdatabase, split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)
    from pg_db_role_setting s, unnest(s.setconfig) c
  ),
  silent(role, database) as (
    select role, database from settings where case name when 'event_triggers' then not value::boolean end
  ),
  -- Databases that ask where a login comes from. The server itself goes by that column, which is there from 17 on.
  guarded(oid) as (
    select d.oid from pg_database d join settings s on s.database = d.oid and s.role = 'brevet_heir'::regrole
    where s.name = 'brevet.addresses' and (to_jsonb(d) ->> 'dathasloginevt')::boolean
      and not exists (select from silent where role = 0 and database in (0, d.oid))
  ),
  -- Logins that are kept out of every database, but for those.
  held(oid) as (
    select role from settings
    where database = 0 and name = 'session_preload_libraries' and value = 'brevet_keeps_this_login_out_of_this_database'
      and current_setting('event_triggers', true) = 'on'
      and not has_parameter_privilege(role, 'event_triggers', 'set, alter system')
      and not has_parameter_privilege(role, 'session_preload_libraries', 'set, alter system')
    except select role from settings
    where database <> 0 and name = 'session_preload_libraries' and database not in (select oid from guarded)
    except select role from silent
  )
select
  (select system_identifier::text from pg_control_system()) as identity,
  floor(extract(epoch from clock_timestamp()) * 1000)::float8 as clock,
  (select coalesce(json_agg(json_build_object(
      'login', p.rolname,
      'repository', l.repository,
      'grant_id', l.grant_id,
      'marked_role', l.role,
      'marked_until', floor(extract(epoch from l.until) * 1000),
      'can_login', p.rolcanlogin,
      'until', case when isfinite(p.rolvaliduntil) then floor(extract(epoch from p.rolvaliduntil) * 1000) end,
      'roles', coalesce(m.roles, '[]'),
      'sessions', coalesce(o.sessions, 0),
      'addresses', case when p.oid in (select oid from held)
        then string_to_array(substring(shobj_description(p.oid, 'pg_authid') from ' from (\\S+)$'), ',') end
    )), '[]')
   from pg_roles p left join brevet.logins l on l.login = p.rolname left join open o on o.usesysid = p.oid
     left join memberships m on m.member = p.oid
   where p.rolname ~ $1) as logins,
  (select coalesce(json_agg(json_build_object('principal', p.rolname, 'role', e.role)), '[]')
   from edges e join pg_roles p on p.oid = e.member
   where e.role_oid in (select roleid from offered) and p.rolname <> 'brevet_owner' and p.rolname !~ $1) as members`;

/** A complete look: logins of Brevet, and who else is a member of the roles that it gives. */
export async function look(
  target: string,
  repository: string,
  database: Database,
  options: CallOptions,
): Promise<Extract<Observation, { ok: true }>> {
  const [row = {}] = await database.query(statement, [loginPattern], options);
  const clock = instant(row["clock"] as number);
  const logins = row["logins"] as readonly Login[];
  const members = row["members"] as readonly Member[];
  return {
    target,
    ok: true,
    identity: String(row["identity"]),
    clock,
    holdings: [
      ...logins.filter((login) => isHeld(login, clock)).map((login) => toHolding(target, repository, login)),
      ...members.map(({ principal, role }): Holding => ({
        target,
        principal,
        rights: { role },
        until: null,
        ref: `${JSON.stringify(principal)} in ${JSON.stringify(role)}`,
        grant: null,
      })),
    ],
  };
}

/**
 * Whether a login is access: one that somebody closed, took out of its role or let end before its time is none, as
 * soon as its last session is over. What is over by itself stands until it was dropped.
 */
function isHeld({ can_login, roles, sessions, until, marked_until }: Login, now: number): boolean {
  const isCutShort = until !== null && until <= now && marked_until !== null && marked_until > now;
  return sessions > 0 || (can_login && roles.length > 0 && !isCutShort);
}

function toHolding(target: string, repository: string, login: Login): Holding {
  const { roles, marked_role: marked, until, addresses } = login;
  const others = roles.filter((role) => role !== marked);
  const role = marked ?? others.shift() ?? "";
  return {
    target,
    principal: principalOf(login.login),
    // Whatever it was given besides shows as other rights.
    rights: others.length === 0 ? { role } : { role, also: others },
    until: until === null ? null : instant(until),
    ref: login.login,
    grant: login.repository === repository ? login.grant_id : null,
    addresses,
  };
}
