-- What Brevet needs beside setup.sql to hold logins to source addresses, of PostgreSQL 17 and newer. Run it as a superuser, after
-- setup.sql, in the database that the engine uses and in every other that such logins may be used in; it may be run again at
-- any time. What it is for, and how to take it back: docs/targets/postgres.md. Why it works: docs/adr/0027.
--
-- A login with a bound is kept out of every database, also of those to come, by a library that there is not
-- (session_preload_libraries: "if a specified library is not found, the connection attempt will fail"). It is let into those alone
-- where this file was run, and there an event trigger asks where it comes from. Nobody but a superuser can set either aside.

begin;

do $$
begin
  if current_setting('server_version_num')::int < 170000 then
    raise exception 'logins are held to addresses by PostgreSQL 17 and newer';
  end if;
end
$$;

-- What the functions below need: to keep a login out, and to know what the server itself loads into sessions.
grant set on parameter session_preload_libraries to brevet_owner;
grant pg_read_all_settings to brevet_owner;

-- Asks logins of Brevet with a bound where they come from, and nobody else anything. It runs in everybody's sessions, also a
-- superuser's: it belongs to who runs this file, and finds nothing by a name that somebody else could give.
create or replace function brevet.keep_addresses() returns event_trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bound text;
begin
  if session_user !~ '^brevet_[A-Za-z0-9][A-Za-z0-9._@-]{0,38}_[0-9a-f]{16}$' then return; end if;
  select coalesce(substring(shobj_description(r.oid, 'pg_authid') from ' from (\S+)$'), '') into v_bound
  from pg_roles r join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
  where r.rolname = session_user
    and 'session_preload_libraries=brevet_keeps_this_login_out_of_this_database' = any (s.setconfig);
  if not found then return; end if;
  -- No address is a socket of the server's own host; the server's own is one that a session there may have opened.
  if inet_client_addr() is null or inet_client_addr() = inet_server_addr() or not exists (
    select from string_to_array(v_bound, ',') a(blocks), unnest(a.blocks) block where inet_client_addr() <<= block::inet
  ) then
    raise exception 'this login works from % only, and this is %', v_bound, coalesce(host(inet_client_addr()), 'a socket')
      using errcode = '28000';
  end if;
end
$$;
alter function brevet.keep_addresses() owner to current_user;
revoke all on function brevet.keep_addresses() from public;

drop event trigger if exists brevet_keep_addresses;
create event trigger brevet_keep_addresses on login execute function brevet.keep_addresses();
-- Whatever session_replication_role says.
alter event trigger brevet_keep_addresses enable always;

-- Known in all databases, and set by superusers alone: nobody administers brevet_heir.
do $$
begin
  execute format('alter role brevet_heir in database %I set brevet.addresses = ''kept''', current_database());
end
$$;

set local role brevet_owner;

-- The databases that let logins with a bound in.
create or replace function brevet.guarded() returns setof name language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select d.datname from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
  where s.setrole = 'brevet_heir'::regrole and 'brevet.addresses=kept' = any (s.setconfig) and d.datallowconn
  order by 1
$$;

-- Why this database does not ask logins where they come from, or null.
create or replace function brevet.addresses_fault() returns text language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_setting('event_triggers') <> 'on' then 'event_triggers is off'
    when not exists (
      select from pg_event_trigger
      where evtname = 'brevet_keep_addresses' and evtevent = 'login' and evtenabled = 'A'
        and evtfoid = to_regproc('brevet.keep_addresses')
    ) then 'its event trigger is not as it was made'
  end
$$;

-- The same as brevet.start, for a login that works from these blocks of addresses alone.
create or replace function brevet.start_from(
  p_login text, p_role text, p_until timestamptz, p_verifier text,
  p_repository uuid, p_grant text, p_recipient text, p_sealed text, p_addresses text[]
) returns table (outcome text, sealed text) language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
declare
  v_given record;
  v_database name;
  v_preload text := current_setting('session_preload_libraries');
begin
  if coalesce(cardinality(p_addresses), 0) = 0 or array_position(p_addresses, null) is not null
    or array_to_string(p_addresses, ',') !~ '^[0-9a-f:./,]+$' then
    raise exception 'these are no blocks of addresses' using errcode = '22023';
  end if;
  perform p_addresses::cidr[];
  select * into v_given from brevet.start(
    p_login, p_role, p_until, p_verifier, p_repository, p_grant, p_recipient, p_sealed
  );
  if v_given.outcome = 'given' then
    if has_parameter_privilege(p_login, 'event_triggers', 'set, alter system')
      or has_parameter_privilege(p_login, 'session_preload_libraries', 'set, alter system') then
      raise exception 'whoever has % may set what keeps addresses', p_role using errcode = '42501';
    end if;
    execute format('comment on role %I is %L', p_login,
      'brevet:' || p_repository || ':' || p_grant || ' from ' || array_to_string(p_addresses, ','));
    execute format('alter role %I set session_preload_libraries = brevet_keeps_this_login_out_of_this_database', p_login);
    for v_database in select brevet.guarded() loop
      perform set_config('session_preload_libraries', coalesce(
        (select substr(c, strpos(c, '=') + 1)
         from pg_db_role_setting s join pg_database d on d.datname = v_database, unnest(s.setconfig) c
         where s.setrole = 0 and s.setdatabase in (0, d.oid) and c like 'session\_preload\_libraries=%'
         order by s.setdatabase desc limit 1),
        v_preload), true);
      execute format('alter role %I in database %I set session_preload_libraries from current', p_login, v_database);
    end loop;
    perform set_config('session_preload_libraries', v_preload, true);
  end if;
  return query select v_given.outcome, v_given.sealed;
end
$$;

revoke all on function brevet.guarded(), brevet.addresses_fault() from public;
revoke all on function brevet.start_from(text, text, timestamptz, text, uuid, text, text, text, text[]) from public;
grant execute on function
  brevet.guarded(), brevet.addresses_fault(),
  brevet.start_from(text, text, timestamptz, text, uuid, text, text, text, text[])
to brevet;

commit;
