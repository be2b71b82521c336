import{n as brevetError,t as BrevetError}from"./chunk-BYAAydcs.js";import{t as finding}from"./chunk-6EffCnLP.js";import{n as digestHex,r as digestJson}from"./chunk-A5wwxm6N.js";import{r as instant}from"./chunk-wS0xC1mf.js";import{t as addressesOf}from"./chunk-Bp0WcCYD.js";import{t as canonical}from"./chunk-CmRq-72-.js";import{n as seal}from"./chunk-3WoNaPve.js";import"./chunk-CXiXiH9n.js";import{createHash,createHmac,pbkdf2,randomBytes}from"node:crypto";import{promisify}from"node:util";import{unescape}from"node:querystring";import{Socket}from"node:net";const form=/^(postgres(?:ql)?):\/\/(?:[^/?#]*@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/,told=[`host`,`port`,`sslmode`];function urlFault(url){return form.test(url)?/^postgres(?:ql)?:\/\/[^/?#]+@/.test(url)?null:`it names no login`:`it is no address: postgresql://login:password@host:5432/database`}function onDatabase(url,database){return url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*)(?:\/[^?#]*)?/,`$1/${encodeURIComponent(database)}`)}function withPassword(url,password){return url.replace(/^(postgres(?:ql)?:\/\/[^/?#:@]*)(?::[^/?#]*)?@/,`$1:${password}@`)}function databaseIn(address){let named=form.exec(address)?.[3]??``;return named===``?`postgres`:unescape(named)}function holdersAddress(address,login,password){let[,,host=``,,query=``]=form.exec(address)??[],database=encodeURIComponent(databaseIn(address)),kept=new URLSearchParams([...new URLSearchParams(query)].filter(([name])=>told.includes(name))),parameters=kept.size===0?``:`?${kept.toString()}`;return`postgresql://${encodeURIComponent(login)}:${password}@${host}/${database}${parameters}`}var Refusal=class extends Error{state;constraint;constructor(message,state,constraint){super(message),this.state=state,this.constraint=constraint}};function openDatabase(target,url,database=null,answerMs=12e3){let current=null;async function connect(options){let{default:pg}=await import(`./chunk-D9QKDQqI.js`),given=await url(options),fault=urlFault(given);if(fault!==null)throw brevetError(`TARGET_OPTION_UNFIT`,{target,option:`url`,what:fault});let socket=new Socket,client=new pg.Client({connectionString:database===null?given:onDatabase(given,database),stream:()=>socket,application_name:`brevet`,statement_timeout:1e4,options:`-c search_path=pg_catalog -c timezone=UTC -c datestyle=ISO -c synchronous_commit=on`,keepAlive:!0});return client.on(`error`,forget).on(`end`,forget),await within(client.connect(),socket,options),{client,socket,last:Promise.resolve()}}function forget(){current=null}async function within(work,socket,{signal}){let either=AbortSignal.any([signal,AbortSignal.timeout(answerMs)]),stop=()=>void 0,stopped=new Promise((_resolve,reject)=>{stop=()=>{forget(),socket.destroy();let what=`no answer within ${answerMs/1e3} s`;reject(signal.aborted?signal.reason:brevetError(`TARGET_UNREACHABLE`,{target,what}))}}),answered=work.catch(error=>{throw toThrow(error,target)});either.addEventListener(`abort`,stop),either.aborted&&stop();try{return await Promise.race([answered,stopped])}finally{either.removeEventListener(`abort`,stop)}}return{async query(text,values,options){options.signal.throwIfAborted();let connection=await(current??=connect(options)).catch(error=>{throw forget(),error}),asked=connection.last.then(()=>connection.client.query(text,[...values]));return connection.last=asked.catch(()=>void 0),(await within(asked,connection.socket,options)).rows},async close(){let last=await current?.catch(()=>null);forget(),last!=null&&(last.client.end().catch(()=>void 0),last.socket.destroySoon())}}}function toThrow(error,target){let{code,constraint,severity}=error,what=error instanceof Error?error.message:String(error),state=String(code);return severity===void 0||/^(?:08|28|53|57P|58)/.test(state)||state===`3D000`?brevetError(`TARGET_UNREACHABLE`,{target,what}):new Refusal(what,state,typeof constraint==`string`?constraint:null)}async function addressesFault(database,elsewhere,used,options){try{let names=(await database.query(`select brevet.guarded()::text as name`,[],options)).map(({name})=>String(name));if(!names.includes(used))return`addresses.sql was not run in its database ${used}`;for(let name of names){let fault=await faultIn(elsewhere(name),options);if(fault!==null)return`its database ${name} asks no login where it comes from: ${fault}`}return null}catch(error){if(error instanceof Refusal)return`logins cannot be held to addresses: ${error.message}`;throw error}}async function faultIn(database,options){try{let[row]=await database.query(`select brevet.addresses_fault() as fault`,[],options);return row?.fault??null}finally{await database.close()}}const loginPattern=`^brevet_[A-Za-z0-9][A-Za-z0-9._@-]{0,38}_[0-9a-f]{16}$`;function toLogin(of,principal){let{repository,target,grant}=of;return`brevet_${principal}_${digestHex(digestJson({v:1,repository,target,grant,principal}))}`}function principalOf(login){return login.slice(7,-17)}async function checks(target,database,{elsewhere,withoutPassword},options){let about=`target ${target}`,[row={}]=await database.query(`
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
     select oid from pg_roles where rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program')))) as accounts`,[loginPattern],options),found=row.wide.map(wide=>finding(`TARGET_RIGHTS_WIDE`,about,wide));await answers(withoutPassword(),`select 1`,options)&&found.push(finding(`TARGET_PASSWORDLESS`,about,{}));let schemas=row.shut;schemas.length>0&&found.push(finding(`TARGET_HEIR_SHUT_OUT`,about,{schemas},`warning`));let unprepared=[];for(let name of row.databases.slice(0,20))await answers(elsewhere(name),`select brevet.version()`,options)||unprepared.push(name);unprepared.length>0&&found.push(finding(`TARGET_DATABASES_UNPREPARED`,about,{databases:unprepared},`warning`));let accounts=row.accounts;return accounts.length>0&&found.push(finding(`TARGET_ACCOUNTS_WIDE`,about,{accounts},`warning`)),found}async function answers(database,text,options){try{return await database.query(text,[],options),!0}catch{return options.signal.throwIfAborted(),!1}finally{await database.close()}}function guardOf(target,database){async function ask(text,values,options){try{let[row={}]=await database.query(text,values,options);return Object.values(row)}catch(error){throw error instanceof Refusal?toBrevetError(target,error):error}}let call=(text,values,options)=>ask(`select * from brevet.${text}`,values,options);return{async start({login,role,until,verifier,repository,grant,recipient,sealed,addresses},options){let values=[login,role,new Date(until).toISOString(),verifier,repository,grant,recipient,sealed],[outcome,held]=addresses===null?await call(`start($1, $2, $3, $4, $5, $6, $7, $8)`,values,options):await call(`start_from($1, $2, $3, $4, $5, $6, $7, $8, $9)`,[...values,addresses],options);return outcome===`given`?String(held):null},async close(login,options){let[outcome]=await call(`close($1)`,[login],options);return outcome===`locked`||outcome===`absent`?outcome:`closed`},async endSessions(login,options){let[ended]=await call(`end_sessions($1)`,[login],options);return Number(ended)},async sessionsEnded(login,options){let[ended]=await ask(`select now + coalesce(sessions, 0) from brevet.end_sessions($1) now left join brevet.ended on login = $1`,[login],options);return Number(ended)},async clear(login,options){await call(`clear($1)`,[login],options)},async drop(login,sessions,options){await call(`drop($1, $2)`,[login,sessions],options)}}}function toBrevetError(target,refusal){let{state,constraint,message}=refusal;return constraint===`window_empty`?brevetError(`TARGET_WINDOW_EMPTY`,{target}):[`3F000`,`42883`,`42P01`].includes(state)?brevetError(`TARGET_NOT_SET_UP`,{target,what:message}):brevetError(`TARGET_REFUSED`,{target,what:message})}async function look(target,repository,database,options){let[row={}]=await database.query(`
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
   where e.role_oid in (select roleid from offered) and p.rolname <> 'brevet_owner' and p.rolname !~ $1) as members`,[loginPattern],options),clock=instant(row.clock),logins=row.logins,members=row.members;return{target,ok:!0,identity:String(row.identity),clock,holdings:[...logins.filter(login=>isHeld(login,clock)).map(login=>toHolding(target,repository,login)),...members.map(({principal,role})=>({target,principal,rights:{role},until:null,ref:`${JSON.stringify(principal)} in ${JSON.stringify(role)}`,grant:null}))]}}function isHeld({can_login,roles,sessions,until,marked_until},now){let isCutShort=until!==null&&until<=now&&marked_until!==null&&marked_until>now;return sessions>0||can_login&&roles.length>0&&!isCutShort}function toHolding(target,repository,login){let{roles,marked_role:marked,until,addresses}=login,others=roles.filter(role=>role!==marked),role=marked??others.shift()??``;return{target,principal:principalOf(login.login),rights:others.length===0?{role}:{role,also:others},until:until===null?null:instant(until),ref:login.login,grant:login.repository===repository?login.grant_id:null,addresses}}function databaseOf(context,name=null){return openDatabase(context.config.id,options=>url(context,options),name)}function url({config,secret},options){return secret(config.options.url,options)}async function addressOf(context,options){let{address}=context.config.options;return typeof address==`string`?address:await url(context,options)}function openReader(context,database=databaseOf(context)){let target=context.config.id;return{async observe(_scope,options){try{return await look(target,context.repositoryId,database,options)}catch(error){options.signal.throwIfAborted();let known=error instanceof Refusal?toBrevetError(target,error):error;if(!(known instanceof BrevetError))throw known;return{target,ok:!1,code:known.code,message:known.message}}},async checks(options){let elsewhere=name=>databaseOf(context,name),found=await checks(target,database,{elsewhere,withoutPassword:()=>openDatabase(target,async call=>withPassword(await url(context,call),`wrong`))},options);if(context.config.options.source_addresses!==!0)return found;let what=await addressesFault(database,elsewhere,databaseIn(await addressOf(context,options)),options);return what===null?found:[...found,finding(`TARGET_ADDRESSES_OPEN`,`target ${target}`,{what})]},close:()=>database.close()}}async function endLogin(server,login,options){let{target,database}=server,guard=guardOf(target,database),sessions=0;for(let tries=1;await guard.close(login,options)===`locked`;tries+=1){if(tries===5)throw brevetError(`TARGET_REFUSED`,{target,what:`${login} is locked`});sessions+=await guard.endSessions(login,options)}if(sessions+=await guard.endSessions(login,options),await leftovers(()=>guard.drop(login,sessions,options))===null)return;let rest=await leftovers(async()=>{for(let name of await ownsIn(database,login,options))await clear(server,name,login,options);await guard.drop(login,sessions,options)});if(rest!==null)throw brevetError(`TARGET_LEFTOVERS`,{target,login,what:rest.message})}async function leftovers(work){try{return await work(),null}catch(error){if(error instanceof BrevetError&&error.code!==`TARGET_UNREACHABLE`)return error;throw error}}async function clear(server,name,login,options){let database=server.elsewhere(name);try{await guardOf(`${server.target}, database ${name},`,database).clear(login,options)}finally{await database.close()}}async function ownsIn(database,login,options){return(await database.query(`select distinct d.datname::text as name from pg_shdepend s join pg_database d on d.oid = s.dbid
     where s.refclassid = 'pg_authid'::regclass and d.datname <> current_database()
       and s.refobjid = (select oid from pg_roles where rolname = $1)`,[login],options)).map(({name})=>String(name))}function openPool(most,open){let members=[],room=most;function idlest(){let[first,...others]=members;if(first===void 0)return add();let least=others.reduce((least,one)=>one.waiting<least.waiting?one:least,first);return least.waiting>0&&members.length<room?add():least}function add(){let member={database:open(),waiting:0,hasAnswered:!1};return members.push(member),member}async function instead(member){let[first]=members;if(first===void 0||member===first||member.hasAnswered)return null;let at=members.indexOf(member);return at>0&&members.splice(at,1),room=members.length,await member.database.close(),first}async function ask(member,question){member.waiting+=1;try{let rows=await member.database.query(...question);return member.hasAnswered=!0,rows}finally{--member.waiting}}return{async query(...question){let member=idlest();try{return await ask(member,question)}catch(error){let other=error instanceof BrevetError&&error.code===`TARGET_UNREACHABLE`?await instead(member):null;if(other===null)throw error;return await ask(other,question)}},async close(){await Promise.all(members.map(({database})=>database.close()))}}}const iterations=4096;async function makePassword(){let password=randomBytes(32).toString(`base64url`);return{password,verifier:await toVerifier(password,randomBytes(16))}}async function toVerifier(password,salt){let salted=await promisify(pbkdf2)(password,salt,iterations,32,`sha256`),keyed=text=>createHmac(`sha256`,salted).update(text).digest(),stored=createHash(`sha256`).update(keyed(`Client Key`)).digest(`base64`);return`SCRAM-SHA-256$${iterations}:${salt.toString(`base64`)}$${stored}:${keyed(`Server Key`).toString(`base64`)}`}function openTarget(context){let{config,clock,repositoryId:repository}=context,target=config.id,database=openPool(4,()=>databaseOf(context)),guard=guardOf(target,database),server={target,database,elsewhere:name=>databaseOf(context,name)};async function want(grant,login,assignment,options){let{until}=assignment,recipient=assignment.publicKey??``,{password,verifier}=await makePassword(),address=await addressOf(context,options),sealed=await seal(`${holdersAddress(address,login,password)}\n`,recipient),[role,addresses]=[roleOf(target,assignment.rights),addressesOf(assignment.obligations)];return{login,role,until,repository,grant,recipient,sealed,verifier,addresses}}async function checkAddresses({obligations},options){if(addressesOf(obligations)===null)return;let used=databaseIn(await addressOf(context,options)),what=await addressesFault(database,server.elsewhere,used,options);if(what!==null)throw brevetError(`TARGET_NOT_SET_UP`,{target,what})}return{...openReader(context,database),atOnce:4,async ensure(grant,assignment,replaces,options){options.signal.throwIfAborted();let{principal,from,until}=assignment;if(!(/* @__PURE__ */ RegExp(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,38}$`)).test(principal))throw brevetError(`TARGET_ACCOUNT_UNFIT`,{target,account:principal});if(until<=from||until<=clock.now())throw brevetError(`TARGET_WINDOW_EMPTY`,{target});replaces!==null&&isOther(replaces,assignment)&&await endLogin(server,replaces.ref,options),await checkAddresses(assignment,options);let login=replaces?.ref??toLogin({repository,target,grant},principal),wanted=await want(grant,login,assignment,options),sealed=await guard.start(wanted,options);if(sealed===null&&(await endLogin(server,login,options),sealed=await guard.start(wanted,options)),sealed===null)throw brevetError(`TARGET_REFUSED`,{target,what:`${login} is taken`});return{ref:login,until,delivery:{kind:`sealed`,text:sealed,use:`psql "$(cat {file})"`}}},async end({ref},options){checkRef(target,ref),await endLogin(server,ref,options)},async endSessions({ref},options){return checkRef(target,ref),{ended:await guard.sessionsEnded(ref,options),supported:!0}}}}function isOther({principal,rights,addresses=null},asked){let[shown,wanted]=[[principal,rights,addresses],[asked.principal,asked.rights,addressesOf(asked.obligations)]];return canonical(shown)!==canonical(wanted)}function checkRef(target,ref){if(!(/* @__PURE__ */ RegExp(`^brevet_[A-Za-z0-9][A-Za-z0-9._@-]{0,38}_[0-9a-f]{16}$`)).test(ref))throw brevetError(`TARGET_REFUSED`,{target,what:`${ref} is no login of Brevet's`})}function roleOf(target,rights){let role=typeof rights==`object`&&rights?rights.role:null;if(typeof role==`string`&&role!==``&&Object.keys(rights).length===1)return role;throw brevetError(`TARGET_RIGHTS_UNFIT`,{target,what:`role names no role`})}const opener={openReader:context=>Promise.resolve(openReader(context)),openTarget:context=>Promise.resolve(openTarget(context))};export{opener};