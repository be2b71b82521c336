-- What Brevet needs of a PostgreSQL server, 15 to 18. Run it as a superuser in every database that people may connect to;
-- it may be run again at any time. What each part is for, and what to do next: docs/targets/postgres.md.
--
--   brevet        the login that the engine uses. It may call the functions below and look at two tables. Nothing else.
--   brevet_owner  owns them, and makes and drops logins through them. Nobody can log in as it or become it.
--   brevet_heir   gets what a login leaves behind. It has no rights, so what is left behind can do nothing.

begin;

do $$
begin
  if current_setting('server_version_num')::int < 150000 then
    raise exception 'Brevet works with PostgreSQL 15 and newer';
  end if;
  if to_regrole('brevet_owner') is null then create role brevet_owner; end if;
  if to_regrole('brevet_heir') is null then create role brevet_heir; end if;
  if to_regrole('brevet') is null then create role brevet login; end if;
end
$$;

alter role brevet_owner nologin inherit createrole nosuperuser nocreatedb noreplication nobypassrls password null;
alter role brevet_heir nologin noinherit nosuperuser nocreaterole nocreatedb noreplication nobypassrls password null;
alter role brevet nosuperuser nocreaterole nocreatedb noreplication nobypassrls;
grant pg_signal_backend to brevet_owner;
grant brevet_heir to brevet_owner;

create schema if not exists brevet authorization brevet_owner;
drop function if exists brevet.offer(text);
alter schema brevet owner to brevet_owner;
revoke all on schema brevet from public;
grant usage on schema brevet to brevet;

set local role brevet_owner;

-- The most that one login may last, whatever the engine asks for.
create table if not exists brevet.settings (
  single boolean primary key default true check (single),
  longest interval not null check (longest > interval '0')
);
insert into brevet.settings (longest) values (interval '24 hours') on conflict do nothing;

-- Whose each login is: written and deleted in the transaction that makes or drops it, by nobody else.
create table if not exists brevet.logins (
  login text primary key,
  repository uuid not null,
  grant_id text not null,
  role text not null,
  until timestamptz not null,
  recipient text not null,
  sealed text not null
);

-- Logins that were dropped within a day, and how many of their sessions were ended.
create table if not exists brevet.ended (
  login text primary key,
  role_oid oid not null,
  at timestamptz not null default clock_timestamp(),
  sessions int not null
);

grant select on brevet.settings, brevet.logins, brevet.ended to brevet;

create or replace function brevet.version() returns int language sql immutable
set search_path = pg_catalog, pg_temp
return 1;

-- Names of this form are Brevet's: brevet_<account>_<16 hexadecimal digits>, 63 bytes at most.
create or replace function brevet.check_login(p_login text) returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_login is null or p_login !~ '^brevet_[A-Za-z0-9][A-Za-z0-9._@-]{0,38}_[0-9a-f]{16}$' then
    raise exception 'this is no name of a login of Brevet' using errcode = '42501';
  end if;
end
$$;

-- Why a role may not be given, or null: not offered, or it leads to more than data.
create or replace function brevet.role_fault(p_role text) returns text language sql stable
set search_path = pg_catalog, pg_temp
as $$
  with recursive reached(oid) as (
    select oid from pg_roles where rolname = p_role
    union
    select m.roleid from pg_auth_members m join reached on m.member = reached.oid
  )
  select case
    when not exists (
      select from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where r.rolname = p_role and m.member = 'brevet_owner'::regrole and m.admin_option
    ) then 'it was not offered'
    when exists (
      select from reached join pg_roles r using (oid)
      where r.rolsuper or r.rolcreaterole or r.rolreplication or r.rolbypassrls
        or r.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files', 'pg_signal_backend')
    ) then 'it leads to more than data'
    when exists (
      select from reached where reached.oid in ('brevet_owner'::regrole, 'brevet_heir'::regrole)
        or has_schema_privilege(reached.oid, 'brevet', 'usage')
    ) then 'it leads to Brevet itself'
  end
$$;

-- Makes a login that ends by itself, or brings the end of one in line. 'given': it is there as asked, with the sealed
-- secret that opens it. 'taken': something of that name is there and is not as asked; end it first.
create or replace function brevet.start(
  p_login text, p_role text, p_until timestamptz, p_verifier text,
  p_repository uuid, p_grant text, p_recipient text, p_sealed text
) returns table (outcome text, sealed text) language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
#variable_conflict use_column
declare
  held brevet.logins;
  v_is_new boolean;
  v_fault text := brevet.role_fault(p_role);
  v_until text := to_char(p_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  v_terms text := case when current_setting('server_version_num')::int >= 160000
    then ' with inherit true, set false, admin false' else '' end;
begin
  perform brevet.check_login(p_login);
  if v_fault is not null then
    raise exception 'the role % cannot be given: %', p_role, v_fault using errcode = '42501';
  end if;
  if p_verifier is null or p_verifier !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    raise exception 'a password comes as its SCRAM verifier, never as itself' using errcode = '22023';
  end if;
  if p_until is null or not isfinite(p_until) then
    raise exception 'it has no end' using errcode = '22023';
  end if;
  if p_until > clock_timestamp() + (select longest from brevet.settings) then
    raise exception 'it would last longer than brevet.settings allows' using errcode = '22023', constraint = 'window_long';
  end if;

  insert into brevet.logins values (p_login, p_repository, p_grant, p_role, p_until, p_recipient, p_sealed)
  on conflict do nothing;
  v_is_new := found;
  -- Only now: it may have waited.
  if p_until <= clock_timestamp() then
    raise exception 'it ends before it begins' using errcode = '22023', constraint = 'window_empty';
  end if;
  if v_is_new then
    if exists (select from pg_roles where rolname = p_login) then
      delete from brevet.logins where login = p_login;
      return query select 'taken', null::text;
      return;
    end if;
    execute format('create role %I login password %L valid until %L', p_login, p_verifier, v_until);
    execute format('grant %I to %I', p_role, p_login) || v_terms;
    execute format('comment on role %I is %L', p_login, 'brevet:' || p_repository || ':' || p_grant);
    delete from brevet.ended where login = p_login or at < clock_timestamp() - interval '1 day';
    return query select 'given', p_sealed;
    return;
  end if;

  select * into held from brevet.logins where login = p_login for update;
  if held.role is distinct from p_role or held.repository is distinct from p_repository or not exists (
    select from pg_roles l
    where l.rolname = p_login and l.rolcanlogin
      and array(select m.roleid::regrole from pg_auth_members m where m.member = l.oid) = array[to_regrole(quote_ident(p_role))]
  ) then
    return query select 'taken', null::text;
    return;
  end if;
  if exists (select from pg_roles where rolname = p_login and rolvaliduntil is distinct from p_until) or held.until <> p_until then
    execute format('alter role %I valid until %L', p_login, v_until);
    update brevet.logins set until = p_until where login = p_login;
  end if;
  if held.recipient is distinct from p_recipient then
    execute format('alter role %I password %L', p_login, p_verifier);
    update brevet.logins set recipient = p_recipient, sealed = p_sealed where login = p_login;
    held.sealed := p_sealed;
  end if;
  return query select 'given', held.sealed;
end
$$;

-- Nobody logs in with it any more, and what it was given is taken back. 'locked': a session of its own holds it back;
-- end its sessions, and call again. 'absent': there is no such login.
create or replace function brevet.close(p_login text) returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '1s'
as $$
declare
  v_edge record;
  v_owner_only boolean := current_setting('server_version_num')::int >= 160000;
begin
  perform brevet.check_login(p_login);
  -- One engine after the other: two that change one role at once make one of them fail.
  perform from brevet.logins where login = p_login for update;
  if not exists (select from pg_roles where rolname = p_login) then return 'absent'; end if;
  if exists (select from pg_roles where rolname = p_login and rolcanlogin) then
    execute format('alter role %I nologin', p_login);
  end if;
  for v_edge in
    select distinct r.rolname as role from pg_auth_members m join pg_roles r on r.oid = m.roleid
    where m.member = (select oid from pg_roles where rolname = p_login)
      and (m.grantor = 'brevet_owner'::regrole or not v_owner_only)
  loop
    execute format('revoke %I from %I', v_edge.role, p_login);
  end loop;
  return 'closed';
exception when lock_not_available then
  return 'locked';
end
$$;

-- Ends every session of a login, also of one that was dropped just now; answers how many there were.
create or replace function brevet.end_sessions(p_login text) returns int language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_oid oid;
  v_pids int[];
begin
  perform brevet.check_login(p_login);
  select oid into v_oid from pg_roles where rolname = p_login;
  if v_oid is null then
    select role_oid into v_oid from brevet.ended
    where login = p_login and not exists (select from pg_roles where oid = role_oid);
  end if;
  perform pg_stat_clear_snapshot();
  select coalesce(array_agg(pid), '{}') into v_pids from pg_stat_activity where usesysid = v_oid;
  perform pg_terminate_backend(pid) from unnest(v_pids) pid;
  for v_try in 0..250 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (select from pg_stat_activity where usesysid = v_oid and pid = any (v_pids));
    if v_try = 250 then raise exception 'its sessions do not end' using errcode = '55006'; end if;
    perform pg_sleep(0.02);
  end loop;
  return cardinality(v_pids);
end
$$;

-- Gives what a closed login owns in this database to brevet_heir, and takes back what it was given here.
create or replace function brevet.clear(p_login text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
begin
  perform brevet.check_login(p_login);
  if not exists (select from pg_roles where rolname = p_login) then return; end if;
  if exists (select from pg_roles where rolname = p_login and rolcanlogin) then
    raise exception 'it can still log in: close it first' using errcode = '55006';
  end if;
  if not pg_has_role('brevet_owner', p_login, 'usage') then
    execute format('grant %I to brevet_owner', p_login);
  end if;
  execute format('reassign owned by %I to brevet_heir', p_login);
  execute format('drop owned by %I', p_login);
end
$$;

-- Ends the sessions of a closed login, and drops it; what it owns in other databases must be cleared before. p_sessions:
-- those that were ended already. Answers how many there were in all.
create or replace function brevet.drop(p_login text, p_sessions int) returns int language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
declare
  v_oid oid;
  v_sessions int := p_sessions;
begin
  perform brevet.check_login(p_login);
  perform from brevet.logins where login = p_login for update;
  select oid into v_oid from pg_roles where rolname = p_login;
  if v_oid is not null then
    v_sessions := v_sessions + brevet.end_sessions(p_login);
    perform brevet.clear(p_login);
    execute format('drop role %I', p_login);
    insert into brevet.ended (login, role_oid, sessions) values (p_login, v_oid, v_sessions)
    on conflict (login) do update set role_oid = excluded.role_oid, at = excluded.at, sessions = excluded.sessions;
  end if;
  delete from brevet.logins where login = p_login;
  return v_sessions;
end
$$;

revoke all on all functions in schema brevet from public;
grant execute on function
  brevet.version(), brevet.role_fault(text),
  brevet.start(text, text, timestamptz, text, uuid, text, text, text),
  brevet.close(text), brevet.end_sessions(text), brevet.clear(text), brevet.drop(text, int)
to brevet;

reset role;

-- Offers a role, for who administers it: select brevet.offer('customers_ro');  Taken back by: revoke … from brevet_owner;
create function brevet.offer(p_role text) returns void language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('grant %I to brevet_owner with ', p_role) || case
    when current_setting('server_version_num')::int >= 160000 then 'admin true, inherit false, set false'
    else 'admin option' end;
  if brevet.role_fault(p_role) is not null then
    raise exception 'the role % cannot be offered: %', p_role, brevet.role_fault(p_role) using errcode = '42501';
  end if;
end
$$;
revoke all on function brevet.offer(text) from public;

commit;
