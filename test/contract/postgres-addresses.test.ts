import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import type { OpenContext, Recorded } from "../../src/ports/target.ts";
import { addressesSql, from, holdingOf, postgresSite, run, servers, setupSql, tenantOf } from "../fakes/postgres.ts";
import type { PostgresSite, Tenant } from "../fakes/postgres.ts";
import { describeWith, loopbacks } from "../needs.ts";

/** The server's address, its own among those of other test processes; people come from 127.0.0.2 and 127.0.0.3. */
const host = `127.${64 + ((process.pid >> 16) & 63)}.${(process.pid >> 8) & 255}.${process.pid & 255}`;
const office = "127.0.0.2";
const home = "127.0.0.3";
const kept = "session_preload_libraries";
const shut = "brevet_keeps_this_login_out_of_this_database";
const RECIPIENT = "age1s3cqcks5genc6ru8chl0hkkd04zmxvczsvdxq99ekffe4gmvjpzsedk23c";

const to = (...values: string[]): Pick<Assignment, "obligations"> => ({
  obligations: [{ kind: "source_addresses", values }],
});

for (const { name: server, need, start } of servers.filter((each) => (each.major ?? 17) >= 17)) {
  describeWith([need, loopbacks], `addresses that ${server} holds logins to`, () => {
    let site: PostgresSite;
    let tenant: Tenant;
    beforeAll(async () => {
      site = await postgresSite(await start({ listen_addresses: host, wal_level: "replica", max_wal_senders: "2" }));
      const [row] = await site.sql("show hba_file");
      const lines = ["local all all", "host all all 127.0.0.0/8", "host replication all 127.0.0.0/8"];
      const quoted = lines.map((line) => `'${line} scram-sha-256'`).join(",");
      await site.sql(
        `copy (select unnest(array[${quoted}])) to '${String(row?.["hba_file"])}'; select pg_reload_conf()`,
      );
      for (const name of ["others", "prepared", "unprepared"]) await site.sql(`create database ${name}`);
      for (const name of ["others", "prepared"]) await site.sql(setupSql, name);
      for (const name of ["postgres", "others"]) await site.sql(addressesSql, name);
    });
    afterAll(() => site.server.close());
    beforeEach(async () => {
      tenant = await tenantOf(site);
    });
    afterEach(async () => {
      await tenant.close();
      await site.reset();
    });

    interface Way {
      readonly database?: string;
      readonly options?: string;
      readonly replication?: "database";
    }

    /** Asks something as a holder, from an address of this machine, or from a socket (null). */
    async function ask(
      recorded: Recorded,
      address: string | null,
      text = "select current_user::text as me",
      { database = "postgres", ...way }: Way = {},
    ): Promise<unknown> {
      const url = (await tenant.url(recorded)).replace("/postgres?", `/${database}?`);
      if (address === null) return run(url, text, way);
      const there = new URL(url.replace("@/", `@${host}/`));
      there.searchParams.delete("host");
      return run(there.href, text, { ...way, ...from(address) });
    }

    const refused = { code: "28000" };
    const keptOut = { code: "58P01", message: expect.stringContaining(shut) as string };
    const me = (recorded: Recorded): unknown => [{ me: recorded.given.ref }];
    const codeOf = (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => "done",
        (error: unknown) => (error as { readonly code: string }).code,
      );

    /** What becomes of each of these, one after the other, in one table with its name. */
    async function told(each: readonly string[], of: (one: string) => Promise<unknown>): Promise<unknown> {
      const codes: [string, string][] = [];
      for (const one of each) codes.push([one, await codeOf(of(one))]);
      return Object.fromEntries(codes);
    }
    const all = (each: readonly string[], code: string): unknown => Object.fromEntries(each.map((one) => [one, code]));

    it.each([
      { name: "one address", values: ["127.0.0.2/32"], in: [office], out: [home, "127.0.1.2"] },
      { name: "one of two blocks", values: ["10.0.0.0/8", "127.0.0.2/31"], in: [office, home], out: ["127.0.0.4"] },
      { name: "any address of its kind, but for its own", values: ["0.0.0.0/0"], in: [office], out: [host] },
      { name: "none of another kind", values: ["::/0", "::ffff:7f00:2/128"], in: [], out: [office] },
    ])("lets a login in from $name", async ({ values, in: inside, out }) => {
      const recorded = await tenant.start(to(...values));
      for (const address of inside) expect(await ask(recorded, address)).toEqual(me(recorded));
      for (const address of [...out, null]) await expect(ask(recorded, address)).rejects.toMatchObject(refused);
      expect(await tenant.look(recorded)).toMatchObject([{ addresses: values }]);
    });

    it("says to who was refused where from it works", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32", "192.0.2.0/24"));
      const only = "this login works from 127.0.0.2/32,192.0.2.0/24 only";
      await expect(ask(recorded, home)).rejects.toThrow(`${only}, and this is ${home}`);
      await expect(ask(recorded, null)).rejects.toThrow(`${only}, and this is a socket`);
    });

    it("asks nobody else: neither logins without a bound, nor people, nor superusers", async () => {
      const recorded = await tenant.start();
      expect(await tenant.look(recorded)).toMatchObject([{ addresses: null }]);
      for (const address of [office, home, host, null]) {
        expect(await ask(recorded, address)).toEqual(me(recorded));
        expect(await ask(recorded, address, undefined, { database: "unprepared" })).toEqual(me(recorded));
      }
      await site.sql("create role bob login password 'x'");
      expect(await run(`postgresql://bob:x@${host}/postgres`, "select 1", from(home))).toHaveLength(1);
      expect(await site.sql("select 1")).toHaveLength(1);
    });

    it("lets superusers in who set it aside, whatever becomes of it", async () => {
      const broken = `create or replace function brevet.keep_addresses() returns event_trigger language plpgsql as 'begin perform 1/0; end'`;
      await site.sql(broken, "others");
      const others = site.server.superuser.replace("/postgres?", "/others?");
      await expect(run(others, "select 1")).rejects.toMatchObject({ code: "22012" });
      expect(await run(others, addressesSql, { options: "-c event_triggers=off" })).toEqual([]);
      expect(await run(others, "select 1")).toHaveLength(1);
    });

    it("S57 keeps a bound login out of databases where nobody asks where it comes from", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      for (const database of ["unprepared", "prepared", "template1"])
        for (const address of [office, home, null])
          await expect(ask(recorded, address, undefined, { database })).rejects.toMatchObject(keptOut);
    });

    it("S57 keeps it out of databases that are made later, lets it into others that ask, and follows their names", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      await site.sql("create database later");
      await site.sql("create database copy template others");
      await site.sql("alter database others rename to renamed");
      try {
        for (const database of ["later", "copy"])
          await expect(ask(recorded, office, undefined, { database })).rejects.toMatchObject(keptOut);
        expect(await ask(recorded, office, undefined, { database: "renamed" })).toEqual(me(recorded));
        await expect(ask(recorded, home, undefined, { database: "renamed" })).rejects.toMatchObject(refused);
        expect(await tenant.look(recorded)).toMatchObject([{ addresses: ["127.0.0.2/32"] }]);
      } finally {
        await site.sql("alter database renamed rename to others");
        for (const name of ["later", "copy"]) await site.sql(`drop database ${name}`);
      }
    });

    it("S57 is not talked out of it by options of the connection", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      const denied = [
        "event_triggers=off",
        `${kept}=`,
        "session_replication_role=replica",
        "session_authorization=bob",
      ];
      const harmless = ["search_path=work,pg_catalog", "statement_timeout=1", "default_transaction_read_only=on"];
      await site.sql("create role bob");
      for (const database of ["postgres", "unprepared"])
        expect(
          await told(denied, (option) => ask(recorded, home, undefined, { database, options: `-c ${option}` })),
        ).toEqual(all(denied, "42501"));
      expect(await told(harmless, (option) => ask(recorded, home, undefined, { options: `-c ${option}` }))).toEqual(
        all(harmless, "28000"),
      );
    });

    it("S57 speaks with no holder who would copy the server", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      const copy = (address: string): Promise<unknown> =>
        ask(recorded, address, "IDENTIFY_SYSTEM", { replication: "database" });
      expect(await told([office, home], copy)).toEqual(all([office, home], "42501"));
    });

    it("S57 a holder who is in cannot widen it", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      await site.sql("create role bob");
      const statements = [
        `alter role %L set ${kept} = ''`,
        `alter role %L reset ${kept}`,
        `alter role %L in database unprepared set ${kept} = ''`,
        "alter role %L set event_triggers = off",
        "alter role %L in database postgres set event_triggers = off",
        "alter role %L in database unprepared set brevet.addresses = 'kept'",
        "alter role brevet_heir in database unprepared set brevet.addresses = 'kept'",
        "alter database postgres set event_triggers = off",
        "set event_triggers = off",
        "comment on role %L is null",
        "drop event trigger brevet_keep_addresses",
        "alter event trigger brevet_keep_addresses disable",
        "drop function brevet.keep_addresses() cascade",
        "create event trigger mine on login execute function brevet.keep_addresses()",
        "grant %L to bob",
        "set session authorization bob",
        "select brevet.guarded()",
      ];
      const asked = (text: string): Promise<unknown> =>
        ask(recorded, office, text.replace("%L", `"${recorded.given.ref}"`));
      expect(await told(statements, asked)).toEqual(all(statements, "42501"));
    });

    it("S57 what a holder may set of their own changes nothing", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      for (const statement of [
        "alter role %L reset all",
        "alter role %L in database postgres reset all",
        "alter role %L in database unprepared reset all",
        "alter role %L in database unprepared set local_preload_libraries = ''",
        "alter role %L set role = 'customers_ro'",
      ]) {
        await ask(recorded, office, statement.replace("%L", `"${recorded.given.ref}"`));
        await expect(ask(recorded, home)).rejects.toMatchObject(refused);
        await expect(ask(recorded, office, undefined, { database: "unprepared" })).rejects.toMatchObject(keptOut);
        expect(await tenant.look(recorded)).toMatchObject([{ addresses: ["127.0.0.2/32"] }]);
      }
    });

    it("S57 a login whose bound does not hold any more shows none", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      const shown: [string, unknown][] = [];
      const ways = [
        [`alter role "%L" set event_triggers = off`, `alter role "%L" reset event_triggers`],
        ["alter database others set event_triggers = off", "alter database others reset event_triggers"],
        ["alter role all set event_triggers = no", "alter role all reset event_triggers"],
        [
          "grant set on parameter event_triggers to customers_ro",
          "revoke set on parameter event_triggers from customers_ro",
        ],
        [
          "grant alter system on parameter event_triggers to public",
          "revoke alter system on parameter event_triggers from public",
        ],
        [`grant set on parameter ${kept} to public`, `revoke set on parameter ${kept} from public`],
        [
          `alter role "%L" in database unprepared set ${kept} = ''`,
          `alter role "%L" in database unprepared reset ${kept}`,
        ],
        [`alter role "%L" reset ${kept}`, `alter role "%L" set ${kept} = ${shut}`],
        [`comment on role "%L" is null`, ""],
      ] as const;
      for (const [text, undo] of ways) {
        expect(await tenant.look(recorded)).toMatchObject([{ addresses: ["127.0.0.2/32"] }]);
        await site.sql(text.replace("%L", recorded.given.ref));
        shown.push([text, (await tenant.look(recorded)).map(({ addresses }) => addresses)]);
        await site.sql(undo.replace("%L", recorded.given.ref));
      }
      expect(shown).toEqual(ways.map(([text]) => [text, [null]]));
      // What says nothing of where it may come from says that it may come from nowhere.
      await expect(ask(recorded, office)).rejects.toMatchObject(refused);
    });

    it("S57 a database that asks nobody any more is seen by the look after the next login there", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      await site.sql("alter event trigger brevet_keep_addresses disable", "others");
      expect(await ask(recorded, home, undefined, { database: "others" })).toEqual(me(recorded));
      expect(await tenant.look(recorded)).toMatchObject([{ addresses: null }]);
      await site.sql(addressesSql, "others");
      expect(await tenant.look(recorded)).toMatchObject([{ addresses: ["127.0.0.2/32"] }]);
      await expect(ask(recorded, home, undefined, { database: "others" })).rejects.toMatchObject(refused);
    });

    it.each([
      ["widened", `comment on role "%L" is 'brevet:a:b from 0.0.0.0/0'`, ["0.0.0.0/0"]],
      ["taken away", `alter role "%L" reset ${kept}`, null],
    ])("a bound that was %s is put right, by a login with another password", async (_what, text, addresses) => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      await site.sql(text.replace("%L", recorded.given.ref));
      const [holding] = await tenant.look(recorded);
      expect(holding).toMatchObject({ addresses });
      const asked = { target: "door", principal: "alice", rights: { role: "customers_ro" }, ...to("127.0.0.2/32") };
      const lease = { from: instant(Date.now()), until: recorded.given.until };
      const assignment = { ...asked, ...lease, grants: [recorded.grant], publicKey: RECIPIENT };
      await tenant.target.ensure(recorded.grant, assignment, holding ?? null, tenant.options);
      expect(await tenant.look(recorded)).toMatchObject([{ addresses: ["127.0.0.2/32"] }]);
      await expect(ask(recorded, office)).rejects.toMatchObject({ code: "28P01" });
    });

    it("keeps bound, password and sessions when the end moves, and leaves nothing of it at the end", async () => {
      const recorded = await tenant.start(to("127.0.0.2/32"));
      const until = after(recorded.given.until, 600);
      const again = await tenant.start({ ...to("127.0.0.2/32"), until });
      expect(await tenant.url(again)).toBe(await tenant.url(recorded));
      expect(await ask(again, office)).toEqual(me(recorded));
      expect(await tenant.look(again)).toMatchObject([{ addresses: ["127.0.0.2/32"], until }]);
      await tenant.target.end(holdingOf(again), tenant.options);
      expect(await tenant.look()).toEqual([]);
      expect(await site.sql("select from pg_db_role_setting where setrole <> 'brevet_heir'::regrole")).toEqual([]);
    });

    it("leaves in place what the server itself loads into sessions", async () => {
      await site.sql(`alter database others set ${kept} = 'plpgsql'; alter role all set ${kept} = '$libdir/plpgsql'`);
      const recorded = await tenant.start(to("127.0.0.2/32"));
      const settings = await site.sql(
        `select datname, setconfig[1] as setting from pg_db_role_setting join pg_database d on d.oid = setdatabase
         where setrole = '"${recorded.given.ref}"'::regrole order by 1`,
      );
      await site.sql(`alter database others reset ${kept}; alter role all reset ${kept}`);
      expect(settings).toEqual([
        { datname: "others", setting: `${kept}=plpgsql` },
        { datname: "postgres", setting: `${kept}="$libdir/plpgsql"` },
      ]);
      expect(await ask(recorded, office)).toEqual(me(recorded));
    });

    it.each([
      ["the database that people use was left out", {}, "", "", /not run in its database unprepared/],
      [
        "one asks nobody",
        { options: { url: "env:BREVET_DOOR_URL" } },
        "alter event trigger brevet_keep_addresses disable",
        addressesSql,
        /its database others asks no login/,
      ],
      [
        "one has them off",
        { options: { url: "env:BREVET_DOOR_URL" } },
        "alter database others set event_triggers = off",
        "alter database others reset event_triggers",
        /its database others .*event_triggers is off/,
      ],
    ])("S57 makes no login where %s, and doctor says so", async (_what, over, text, undo, expected) => {
      const address = "postgresql://db.example:5432/unprepared";
      const options = { url: "env:BREVET_DOOR_URL", source_addresses: true, ...("options" in over ? {} : { address }) };
      const { config } = site.context(() => instant(Date.now()));
      const context: Partial<OpenContext> = { config: { ...config, options } };
      const other = await tenantOf(site, context);
      await site.sql(text, "others");
      try {
        await expect(other.start(to("127.0.0.2/32"))).rejects.toMatchObject({
          code: "TARGET_NOT_SET_UP",
          message: expect.stringMatching(expected) as string,
        });
        expect(await other.look()).toEqual([]);
        expect(await other.reader.checks(other.options)).toContainEqual(
          expect.objectContaining({
            code: "TARGET_ADDRESSES_OPEN",
            message: expect.stringMatching(expected) as string,
          }),
        );
        // Who is held to nothing is not kept waiting.
        expect(await other.look(await other.start())).toMatchObject([{ addresses: null }]);
      } finally {
        await other.close();
        await site.sql(undo, "others");
      }
    });

    it("doctor finds nothing where all is as it was made", async () => {
      const { config } = site.context(() => instant(Date.now()));
      const options = { url: "env:BREVET_DOOR_URL", source_addresses: true };
      const other = await tenantOf(site, { config: { ...config, options } });
      const found = await other.reader.checks(other.options);
      await other.close();
      expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
    });

    it.each([
      ["set on parameter event_triggers", "customers_ro"],
      ["alter system on parameter event_triggers", "public"],
      [`set on parameter ${kept}`, "public"],
    ])("S57 gives no role that may %s", async (right, whom) => {
      await site.sql(`grant ${right} to ${whom}`);
      await expect(tenant.start(to("127.0.0.2/32"))).rejects.toMatchObject({ code: "TARGET_REFUSED" });
      await site.sql(`revoke ${right} from ${whom}`);
      expect(await tenant.look()).toEqual([]);
    });

    it("S57 makes no login for blocks that are none", async () => {
      const verifier = `'SCRAM-SHA-256$4096:${"A".repeat(22)}==$${"A".repeat(43)}=:${"A".repeat(43)}='`;
      const terms = `'brevet_alice_0123456789abcdef', 'customers_ro', now() + interval '1 hour', ${verifier}`;
      const marks = "'0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10', 'a/b/c', 'age1', 'x'";
      const none = [
        "null",
        "array[]::text[]",
        "array[null]::text[]",
        "array['']",
        "array['10.0.0.1/8']",
        "array['everywhere']",
        "array['10.0.0.0/8', '10.0.0.0/8 from 0.0.0.0/0']",
      ];
      const start_from = (blocks: string): Promise<unknown> =>
        site.as(site.url, `select brevet.start_from(${terms}, ${marks}, ${blocks})`);
      const [first, second] = ["22023", "22P02"];
      expect(await told(none, start_from)).toEqual({ ...(all(none, first) as object), "array['10.0.0.1/8']": second });
      expect(await tenant.look()).toEqual([]);
    });
  });
}
