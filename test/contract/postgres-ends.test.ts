import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { after, instant } from "../../src/core/time/instant.ts";
import { openDatabase } from "../../src/targets/postgres/database.ts";
import { guardOf } from "../../src/targets/postgres/guard.ts";
import { connected, holdingOf, postgresSite, servers, setupSql, tenantOf } from "../fakes/postgres.ts";
import type { PostgresSite, Tenant } from "../fakes/postgres.ts";
import { describeWith } from "../needs.ts";

for (const { name: server, need, start } of servers) {
  describeWith([need], `ends on ${server}`, () => {
    let site: PostgresSite;
    let tenant: Tenant;
    beforeAll(async () => {
      site = await postgresSite(await start());
    });
    afterAll(() => site.server.close());
    beforeEach(async () => {
      tenant = await tenantOf(site);
    });
    afterEach(async () => {
      await tenant.close();
      await site.reset();
    });

    const logins = async (): Promise<unknown[]> =>
      (await site.sql("select rolname from pg_roles where rolname ~ '_[0-9a-f]{16}$'")).map(({ rolname }) => rolname);

    it("refuses the right password at the end, with nothing of Brevet running", async () => {
      const until = instant(Date.now() + 1500);
      const recorded = await tenant.start({ until });
      const url = await tenant.url(recorded);
      await tenant.close();
      expect(await site.as(url, "select * from customers")).toHaveLength(1);
      await setTimeout(until - Date.now() + 1);
      await expect(site.as(url, "select 1")).rejects.toMatchObject({ code: "28P01" });
      tenant = await tenantOf(site);
      expect(await tenant.look(recorded)).toMatchObject([{ ref: recorded.given.ref, until }]);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
    });

    it("S34 counts the sessions that it ends, once, however often it is asked", async () => {
      const recorded = await tenant.start();
      const url = await tenant.url(recorded);
      const sessions = [await connected(url), await connected(url), await connected(url)];
      await sessions[0]?.query("begin; select * from customers");
      const holding = holdingOf(recorded);
      await tenant.target.end(holding, tenant.options);
      const told = [];
      for (let n = 0; n < 2; n += 1) told.push(await tenant.target.endSessions(holding, tenant.options));
      expect(told).toEqual([
        { ended: 3, supported: true },
        { ended: 3, supported: true },
      ]);
      for (const session of sessions) await expect(session.query("select 1")).rejects.toThrow();
    });

    it("S34 ends a holder who holds back their own end by an open change of their password", async () => {
      const recorded = await tenant.start();
      const url = await tenant.url(recorded);
      const session = await connected(url);
      await session.query(`begin; alter role "${recorded.given.ref}" password 'another'`);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      await expect(session.query("commit")).rejects.toThrow();
      await expect(site.as(url, "select 1")).rejects.toMatchObject({ code: "28P01" });
      expect(await logins()).toEqual([]);
    });

    it("keeps what a holder made, in the hands of a role that can do nothing", async () => {
      await site.sql(`create schema if not exists work; grant create, usage on schema work to customers_rw, brevet_heir;
        drop table if exists work.kept`);
      const recorded = await tenant.start({ rights: { role: "customers_rw" } });
      await site.as(
        await tenant.url(recorded),
        `create table work.kept as select * from customers;
         create view work.window as select * from customers;
         create function work.door() returns setof customers language sql security definer as 'select * from public.customers';
         grant select on work.window to public;
         select lo_create(0)`,
      );
      await site.sql("create role bob login password 'x'; grant usage on schema work to bob");
      const bob = site.server.url("bob", "x");
      expect(await site.as(bob, "select * from work.door()")).toHaveLength(1);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
      expect(await site.sql("select tableowner as owner from pg_tables where tablename = 'kept'")).toEqual([
        { owner: "brevet_heir" },
      ]);
      expect(await site.sql("select * from work.kept")).toHaveLength(1);
      for (const what of ["work.door()", "work.window"])
        await expect(site.as(bob, `select * from ${what}`)).rejects.toMatchObject({ code: "42501" });
      await site.sql("drop schema work cascade; revoke usage on schema public from bob");
    });

    it("closes, tells and tries again where something cannot be given away", async () => {
      await site.sql("create schema work; grant create, usage on schema work to customers_rw");
      const recorded = await tenant.start({ rights: { role: "customers_rw" } });
      const url = await tenant.url(recorded);
      await site.as(url, "create function work.left() returns int language sql as 'select 1'");
      const session = await connected(url);
      const end = (): Promise<void> => tenant.target.end(holdingOf(recorded), tenant.options);
      await expect(end()).rejects.toMatchObject({ code: "TARGET_LEFTOVERS" });
      await expect(session.query("select 1")).rejects.toThrow();
      await expect(site.as(url, "select 1")).rejects.toMatchObject({ code: "28000" });
      await site.sql("grant create on schema work to brevet_heir");
      await end();
      expect(await logins()).toEqual([]);
      await site.sql("drop schema work cascade");
    });

    it("clears what a holder owns in other databases, and tells which one is not prepared", async () => {
      await site.sql("create database others");
      await site.sql("create schema work; grant create, usage on schema work to customers_rw", "others");
      const recorded = await tenant.start({ rights: { role: "customers_rw" } });
      const url = (await tenant.url(recorded)).replace("/postgres?", "/others?");
      await site.as(url, "create table work.left as select 1");
      const end = (): Promise<void> => tenant.target.end(holdingOf(recorded), tenant.options);
      await expect(end()).rejects.toThrow(/database others/);
      await site.sql(setupSql, "others");
      await end();
      expect(await logins()).toEqual([]);
      const owner = await site.sql("select tableowner as owner from pg_tables where tablename = 'left'", "others");
      expect(owner).toEqual([{ owner: "brevet_heir" }]);
      await site.sql("drop database others");
    });

    it("S32 waits for nobody's lock for long, and is done once it is gone", async () => {
      await site.sql("create schema work; grant create, usage on schema work to customers_rw, brevet_heir");
      const recorded = await tenant.start({ rights: { role: "customers_rw" } });
      await site.as(await tenant.url(recorded), "create table work.busy as select 1");
      const reader = await connected(site.server.superuser);
      await reader.query("begin; select * from work.busy");
      const end = (): Promise<void> => tenant.target.end(holdingOf(recorded), tenant.options);
      await expect(end()).rejects.toMatchObject({ code: "TARGET_LEFTOVERS" });
      await reader.end();
      await end();
      expect(await logins()).toEqual([]);
      await site.sql("drop schema work cascade");
    });

    it("S33 leaves every membership that somebody else gave as it was, those of the same role included", async () => {
      await site.sql(`create role alice login; create role bob login; grant customers_ro to alice;
        grant customers_ro to bob with admin option; grant customers_rw to alice`);
      const edges = (): Promise<unknown> =>
        site.sql("select m::text from pg_auth_members m where member in ('alice'::regrole, 'bob'::regrole) order by 1");
      const before = await edges();
      const recorded = await tenant.start();
      await site.sql(`grant customers_ro to "${recorded.given.ref}"`);
      expect(await tenant.look(recorded)).toHaveLength(4);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
      expect(await edges()).toEqual(before);
      expect((await tenant.look()).map(({ ref, grant }) => [ref, grant]).toSorted()).toEqual([
        ['"alice" in "customers_ro"', null],
        ['"alice" in "customers_rw"', null],
        ['"bob" in "customers_ro"', null],
      ]);
    });

    it("S76 finds and ends a login whose mark was taken away", async () => {
      const recorded = await tenant.start();
      await site.sql(`delete from brevet.logins; comment on role "${recorded.given.ref}" is null`);
      expect(await tenant.look(recorded)).toMatchObject([
        { ref: recorded.given.ref, principal: "alice", rights: { role: "customers_ro" }, grant: null },
      ]);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
    });

    it("S79 takes no account for ours that bears a forged mark, and ends none", async () => {
      await site.sql(`create role bob login; comment on role bob is 'brevet:0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10:a/b/c';
        insert into brevet.logins select 'bob', '0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10', 'a/b/c', 'customers_ro', now(), '', ''`);
      expect(await tenant.look()).toEqual([]);
      const holding = { target: "door", principal: "bob", rights: { role: "customers_ro" }, until: null, grant: null };
      for (const ref of ["bob", '"bob" in "customers_ro"', "postgres"]) {
        await expect(tenant.target.end({ ...holding, ref }, tenant.options)).rejects.toMatchObject({
          code: "TARGET_REFUSED",
        });
        await expect(tenant.target.endSessions({ ...holding, ref }, tenant.options)).rejects.toMatchObject({
          code: "TARGET_REFUSED",
        });
      }
      expect(await site.sql("select from pg_roles where rolname = 'bob'")).toHaveLength(1);
    });

    it("S63 takes another repository's logins for somebody else's", async () => {
      const neighbour = await tenantOf(site, { repositoryId: "1c7f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a11" });
      const theirs = await neighbour.start();
      const ours = await tenant.start();
      expect(theirs.given.ref).not.toBe(ours.given.ref);
      const seen = (await tenant.look(ours)).map(({ ref, grant }) => [ref, grant]);
      expect(seen.toSorted()).toEqual(
        [
          [ours.given.ref, ours.grant],
          [theirs.given.ref, null],
        ].toSorted(),
      );
      await neighbour.close();
    });

    it.each([
      ["dropped it", 'drop owned by "%L"; drop role "%L"'],
      ["closed it", 'alter role "%L" nologin'],
      ["took it out of its role", 'revoke customers_ro from "%L" granted by brevet_owner'],
      ["let it end early", `alter role "%L" valid until '2001-01-01'`],
    ])("S69 shows nothing where a responder %s, and gives nothing back by itself", async (_what, text) => {
      const recorded = await tenant.start();
      await site.sql(text.replaceAll("%L", recorded.given.ref));
      expect(await tenant.look(recorded)).toEqual([]);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
    });

    it("S69 goes on showing a login that a responder closed while a session of it is open", async () => {
      const recorded = await tenant.start();
      const session = await connected(await tenant.url(recorded));
      await site.sql(
        `alter role "${recorded.given.ref}" nologin; revoke customers_ro from "${recorded.given.ref}" granted by brevet_owner`,
      );
      expect(await tenant.look(recorded)).toMatchObject([{ rights: { role: "customers_ro" }, grant: recorded.grant }]);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      await expect(session.query("select 1")).rejects.toThrow();
    });

    it.each([
      [
        "given another role",
        'grant customers_rw to "%L"',
        { rights: { role: "customers_ro", also: ["customers_rw"] } },
      ],
      ["given no end", `alter role "%L" valid until 'infinity'`, { until: null }],
    ])("a login that was %s shows it, and is put right", async (_what, text, shown) => {
      const recorded = await tenant.start();
      await site.sql(text.replaceAll("%L", recorded.given.ref));
      const [holding] = await tenant.look(recorded);
      expect(holding).toMatchObject(shown);
      const from = instant(Date.now());
      const asked = { target: "door", principal: "alice", rights: { role: "customers_ro" }, from, obligations: [] };
      const assignment = { ...asked, until: after(from, 600), grants: [recorded.grant], publicKey: RECIPIENT };
      await tenant.target.ensure(recorded.grant, assignment, holding ?? null, tenant.options);
      expect(await tenant.look(recorded)).toMatchObject([
        { rights: { role: "customers_ro" }, until: assignment.until },
      ]);
    });

    it("keeps the password when the end moves, and every session too", async () => {
      const recorded = await tenant.start();
      const url = await tenant.url(recorded);
      const session = await connected(url);
      const again = await tenant.start({ until: instant(Date.now() + 7_200_000) });
      expect(again.given.ref).toBe(recorded.given.ref);
      expect(await tenant.url(again)).toBe(url);
      expect((await session.query("select * from customers")).rowCount).toBe(1);
      expect(await tenant.look(again)).toMatchObject([{ until: again.given.until }]);
      await session.end();
    });

    it("goes on from wherever an end was cut off", async () => {
      const recorded = await tenant.start();
      const url = await tenant.url(recorded);
      const session = await connected(url);
      const database = openDatabase("door", () => Promise.resolve(site.url));
      await guardOf("door", database).close(recorded.given.ref, tenant.options);
      await database.close();
      await expect(session.query("select * from customers")).rejects.toMatchObject({ code: "42501" });
      expect(await tenant.look(recorded)).toHaveLength(1);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await tenant.look(recorded)).toEqual([]);
      expect(await tenant.target.endSessions(holdingOf(recorded), tenant.options)).toMatchObject({ ended: 1 });
    });

    it("S27 two engines that start and end the same at once come to one login, and then to none", async () => {
      const other = await tenantOf(site);
      const started = await Promise.all([tenant.start(), other.start(), tenant.start()]);
      expect(new Set(started.map(({ given }) => given.ref)).size).toBe(1);
      expect(await logins()).toHaveLength(1);
      const [recorded] = started;
      const ends = [tenant, other, tenant].map(({ target, options }) => target.end(holdingOf(recorded), options));
      await Promise.all(ends);
      expect(await logins()).toEqual([]);
      await other.close();
    });

    it("S27 fifty grants at once by ten engines are fifty logins, and fifty ends leave none", async () => {
      const engines = await Promise.all(Array.from({ length: 10 }, () => tenantOf(site)));
      const name = (n: number): string => `payments/reports/2026-11-22-${n}`;
      const started = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          const engine = engines[n % 10] ?? tenant;
          return { engine, recorded: await engine.start({ principal: `p${n}` }, name(n)) };
        }),
      );
      expect(await tenant.look()).toHaveLength(50);
      await Promise.all(started.map(({ engine, recorded }) => engine.target.end(holdingOf(recorded), engine.options)));
      expect(await logins()).toEqual([]);
      await Promise.all(engines.map((engine) => engine.close()));
    });

    it("S32 a frozen server is not waited for: neither past the deadline of a call nor past its own", async () => {
      const recorded = await tenant.start();
      const quick = openDatabase("door", () => Promise.resolve(site.url), null, 2000);
      await quick.query("select 1", [], tenant.options);
      const everyPid = await site.sql("select pid from pg_stat_activity where pid <> pg_backend_pid()");
      const pids = [site.server.pid() ?? 0, ...everyPid.map(({ pid }) => Number(pid))].filter((pid) => pid > 0);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      try {
        const unreachable = { code: "TARGET_UNREACHABLE" };
        await expect(quick.query("select 1", [], tenant.options)).rejects.toMatchObject(unreachable);
        await expect(quick.query("select 1", [], tenant.options)).rejects.toMatchObject(unreachable);
        const deadline = { signal: AbortSignal.timeout(300) };
        await expect(tenant.target.end(holdingOf(recorded), deadline)).rejects.toMatchObject({ name: "TimeoutError" });
        await expect(tenant.reader.observe({ recorded: [], starting: [] }, deadline)).rejects.toMatchObject({
          name: "TimeoutError",
        });
      } finally {
        for (const pid of pids) process.kill(pid, "SIGCONT");
      }
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await logins()).toEqual([]);
      await quick.close();
    });

    it("S69 a start that lands after its end makes nothing", async () => {
      const until = instant(Date.now() + 400);
      const blocker = await connected(site.server.superuser);
      await blocker.query("begin; lock table brevet.logins");
      const started = tenant.start({ until }).catch((error: unknown) => (error as { readonly code: string }).code);
      await setTimeout(500);
      await blocker.query("commit");
      await blocker.end();
      expect(await started).toBe("TARGET_WINDOW_EMPTY");
      expect(await logins()).toEqual([]);
    });

    it("S85 tells the database's own clock", async () => {
      const before = Date.now();
      const seen = await tenant.reader.observe({ recorded: [], starting: [] }, tenant.options);
      const clock = seen.ok ? seen.clock : null;
      expect(clock).toBeGreaterThanOrEqual(before - 1);
      expect(clock).toBeLessThanOrEqual(Date.now() + 1);
    });
  });
}

/** Somebody's; nothing here opens what is sealed to it. */
const RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
