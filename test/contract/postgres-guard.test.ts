import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { after, instant } from "../../src/core/time/instant.ts";
import { addressesSql, connected, holdingOf, postgresSite, servers, tenantOf } from "../fakes/postgres.ts";
import type { PostgresSite, Tenant } from "../fakes/postgres.ts";
import { describeWith } from "../needs.ts";

/** A real verifier, of the password "x". */
const verifier =
  "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$Bh0FOiS9n1IqgnjKMqxk8xTzRVXxiyvOBSfONUuSCbQ=:kDOQVYnCbhC8bN0lbE8JoxN8eUzOxQeRZ5D8YcJuYbE=";
const name = "brevet_mallory_0123456789abcdef";

for (const { name: server, need, major, start } of servers) {
  describeWith([need], `what guards ${server}`, () => {
    let site: PostgresSite;
    let tenant: Tenant;
    beforeAll(async () => {
      site = await postgresSite(await start({ log_statement: "all", log_min_duration_statement: "0" }));
    });
    afterAll(() => site.server.close());
    beforeEach(async () => {
      tenant = await tenantOf(site);
    });
    afterEach(async () => {
      await tenant.close();
      await site.reset();
    });

    const start8 = (over: Partial<Record<"login" | "role" | "until" | "verifier", string>>): string => {
      const {
        login = name,
        role = "customers_ro",
        until = "now() + interval '1 hour'",
        verifier: kept = verifier,
      } = over;
      return `select * from brevet.start(${pg.escapeLiteral(login)}, ${pg.escapeLiteral(role)}, ${until},
        ${pg.escapeLiteral(kept)}, '0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10', 'a/b/2026-11-22-c', 'age1', 'sealed')`;
    };

    it.each([
      "grant customers_ro to brevet",
      "grant customers_ro to brevet with admin option",
      "grant pg_execute_server_program to brevet",
      "grant brevet_owner to brevet",
      "create role mine login",
      "alter role brevet createrole",
      "alter role postgres password 'x'",
      "alter role brevet_owner login password 'x'",
      "set role brevet_owner",
      "set role customers_ro",
      "set session authorization postgres",
      "select * from customers",
      "insert into brevet.logins select 'bob', gen_random_uuid(), 'g', 'customers_ro', now(), '', ''",
      "delete from brevet.logins",
      "update brevet.settings set longest = '1000 years'",
      "create or replace function brevet.check_login(p_login text) returns void language sql as 'select'",
      "alter function brevet.drop(text, int) owner to brevet",
      "create table brevet.mine()",
      "select brevet.offer('unlisted')",
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'",
      "comment on role postgres is 'brevet:'",
      "copy (select 1) to program 'id'",
    ])("S37 the engine's own login cannot: %s", async (statement) => {
      const other = await connected(site.server.superuser);
      await expect(site.as(site.url, statement)).rejects.toMatchObject({ code: "42501" });
      expect((await other.query("select 1")).rowCount).toBe(1);
      await other.end();
    });

    it.each([
      "postgres",
      "bob",
      "brevet",
      "brevet_owner",
      "brevet_heir",
      "BREVET_a_0123456789abcdef",
      `${name}x`,
      "",
      "public",
    ])("S37 S79 it makes, closes and drops no login called %j", async (login) => {
      await site.sql("create role bob login password 'x'");
      for (const call of [
        start8({ login }),
        ...["close", "end_sessions", "clear"].map((each) => `select brevet.${each}('${login}')`),
        `select brevet.drop('${login}', 0)`,
      ])
        await expect(site.as(site.url, call)).rejects.toMatchObject({ code: "42501" });
    });

    it.each([
      { role: "unlisted", because: "it was not offered" },
      { role: "nobody-of-that-name", because: "it was not offered" },
      { role: "postgres", because: "it was not offered" },
      { role: "customers_ro\u0000", because: "is cut at a zero byte" },
      { role: "maker", because: "it makes roles", make: "create role maker createrole" },
      { role: "boss", because: "it becomes a superuser", make: "create role boss; grant postgres to boss" },
      {
        role: "runner",
        because: "it runs programs",
        make: "create role runner; grant pg_execute_server_program to runner",
      },
      { role: "killer", because: "it ends sessions", make: "create role killer in role pg_signal_backend" },
      { role: "engine", because: "it is the engine", make: "create role engine in role brevet" },
      { role: "guard", because: "it is the guard", make: "create role guard in role brevet_heir" },
    ])("S37 gives no role that leads further: $role, because $because", async ({ role, make }) => {
      // Somebody offers it all the same, past what refuses to.
      const terms = site.server.major >= 16 ? "admin true, inherit false, set false" : "admin option";
      if (make !== undefined) await site.sql(`${make}; grant ${role} to brevet_owner with ${terms}`);
      await expect(tenant.start({ rights: { role } })).rejects.toMatchObject({ code: "TARGET_REFUSED" });
      expect(await tenant.look()).toEqual([]);
      if (make !== undefined) await site.sql(`revoke ${role} from brevet_owner`);
    });

    it.each(["boss createrole", "boss bypassrls", "boss in role pg_read_server_files", "boss in role brevet"])(
      "S37 lets nobody offer: create role %s",
      async (role) => {
        await site.sql(`create role ${role}`);
        await expect(site.sql("select brevet.offer('boss')")).rejects.toMatchObject({ code: "42501" });
      },
    );

    it.each([
      'a"b',
      "a'b; drop table customers; --",
      "a\\b",
      "$$",
      "Ümläut ☃",
      "-- ",
      "with space",
      "a".repeat(63),
      "%I%s%L",
      "pg",
    ])("S30 gives the role called %j and no other", async (role) => {
      const quoted = pg.escapeIdentifier(role);
      await site.sql(`create role ${quoted}; grant select on customers to ${quoted}`);
      await site.sql(`select brevet.offer(${pg.escapeLiteral(role)})`);
      const recorded = await tenant.start({ rights: { role } });
      expect(await tenant.look(recorded)).toMatchObject([{ rights: { role }, ref: recorded.given.ref }]);
      expect(await site.as(await tenant.url(recorded), "select * from customers")).toHaveLength(1);
      await tenant.target.end(holdingOf(recorded), tenant.options);
      expect(await tenant.look()).toEqual([]);
    });

    it("S30 never takes a name that is too long for the one that is left when it is cut", async () => {
      const role = "r".repeat(63);
      await site.sql(`create role ${role}; select brevet.offer('${role}')`);
      await expect(tenant.start({ rights: { role: `${role}x` } })).rejects.toMatchObject({ code: "TARGET_REFUSED" });
    });

    it.each(["alice.b@acme.example", "a-b_c", "A1", "a".repeat(39)])(
      "S30 names a login after %s",
      async (principal) => {
        const recorded = await tenant.start({ principal });
        expect(recorded.given.ref).toContain(`_${principal}_`);
        expect(await tenant.look(recorded)).toMatchObject([{ principal }]);
        expect(await site.as(await tenant.url(recorded), "select current_user as me")).toEqual([
          { me: recorded.given.ref },
        ]);
      },
    );

    it.each(["a".repeat(40), "a b", 'a"b', "a'b", "-a", "ä", "a\u202eb"])(
      "S30 names none after %j",
      async (principal) => {
        await expect(tenant.start({ principal })).rejects.toMatchObject({ code: "TARGET_ACCOUNT_UNFIT" });
      },
    );

    it.each([
      ["now()", "an end that has come"],
      ["now() - interval '1 second'", "an end that has passed"],
      ["now() + interval '24 hours 1 minute'", "an end past the most that settings allow"],
      ["'infinity'", "no end"],
      ["null", "nothing for an end"],
    ])("S31 makes no login with %s, %s", async (until) => {
      await expect(site.as(site.url, start8({ until }))).rejects.toMatchObject({ code: "22023" });
      expect(await tenant.look()).toEqual([]);
    });

    it("says which lease is too long for a database", async () => {
      await site.sql("update brevet.settings set longest = '1 hour'");
      const from = instant(Date.now());
      await expect(tenant.start({ from, until: after(from, 3700) })).rejects.toMatchObject({ code: "TARGET_REFUSED" });
      await tenant.start({ from, until: after(from, 3500) });
    });

    if (major !== null && major < 17) {
      it("S57 is too old to hold logins to addresses: it cannot be prepared for it, and makes none", async () => {
        await expect(site.sql(addressesSql)).rejects.toThrow(/17 and newer/);
        const obligations = [{ kind: "source_addresses" as const, values: ["10.0.0.0/8"] }];
        await expect(tenant.start({ obligations })).rejects.toMatchObject({ code: "TARGET_NOT_SET_UP" });
        expect(await tenant.look()).toEqual([]);
        expect(await tenant.look(await tenant.start())).toMatchObject([{ addresses: null }]);
      });
    }

    it.each(["hunter2", "", "md5d3f2a1c4e5b6a7988990a1b2c3d4e5f6", `${verifier} `])(
      "S41 takes no password as itself: %j",
      async (kept) => {
        await expect(site.as(site.url, start8({ verifier: kept }))).rejects.toMatchObject({ code: "22023" });
      },
    );

    it("S41 leaves no password in the server's log, whatever that logs, nor in its tables", async () => {
      const recorded = await tenant.start();
      const url = await tenant.url(recorded);
      await site.as(url, "select * from customers");
      const password = new URL(url.replace("@/", "@host/")).password;
      await tenant.target.end(holdingOf(recorded), tenant.options);
      const log = await readFile(site.server.log, "utf8");
      expect(log).toContain(recorded.given.ref);
      expect(log).toContain("brevet.start");
      expect(password).toHaveLength(43);
      expect(log).not.toContain(password);
      const kept = await site.sql(
        "select json_agg(l) from brevet.logins l union all select json_agg(e) from brevet.ended e",
      );
      expect(JSON.stringify([recorded, kept])).not.toContain(password);
    });

    it.each([
      "alter role %L valid until 'infinity'",
      "alter role %L createrole",
      "grant %L to bob",
      "grant customers_ro to bob",
      "grant customers_rw to %L",
      "set role customers_rw",
      "set role brevet_owner",
      "select brevet.close('%L')",
      "select * from brevet.logins",
      "comment on role %L is 'brevet:'",
    ])("S37 a holder cannot widen what they hold: %s", async (statement) => {
      await site.sql("create role bob login password 'x'");
      const recorded = await tenant.start();
      const text = statement.replace("%L", statement.includes("'%L'") ? recorded.given.ref : `"${recorded.given.ref}"`);
      await expect(site.as(await tenant.url(recorded), text)).rejects.toMatchObject({ code: "42501" });
      expect(await tenant.look(recorded)).toHaveLength(1);
    });
  });
}
