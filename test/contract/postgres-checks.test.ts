import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { postgresSite, servers, tenantOf } from "../fakes/postgres.ts";
import type { PostgresSite, Tenant } from "../fakes/postgres.ts";
import { describeWith } from "../needs.ts";

for (const { name: server, need, start } of servers) {
  describeWith([need], `what is found weak on ${server}`, () => {
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

    const found = async (): Promise<string[]> =>
      (await tenant.reader.checks(tenant.options)).map(({ code, message }) => `${code} ${message}`);

    it("is nothing but the superuser, where it is set up as told and logins are given", async () => {
      await tenant.start();
      expect(await found()).toEqual([expect.stringMatching(/^TARGET_ACCOUNTS_WIDE .*: postgres\.$/)]);
    });

    it.each([
      ["alter role brevet createrole", "alter role brevet nocreaterole", /RIGHTS_WIDE brevet, .*: createrole/],
      [
        "alter role brevet_owner superuser",
        "alter role brevet_owner nosuperuser",
        /RIGHTS_WIDE brevet_owner.*superuser/,
      ],
      ["alter role brevet_owner login", "alter role brevet_owner nologin", /RIGHTS_WIDE brevet_owner.*log in/],
      [
        "grant customers_ro to brevet",
        "revoke customers_ro from brevet",
        /RIGHTS_WIDE brevet, .*member of customers_ro/,
      ],
      ["grant unlisted to brevet_heir", "revoke unlisted from brevet_heir", /RIGHTS_WIDE brevet_heir.*unlisted/],
      ["grant unlisted to brevet_owner", "revoke unlisted from brevet_owner", /RIGHTS_WIDE brevet_owner.*unlisted/],
      [
        "grant brevet_owner to unlisted",
        "revoke brevet_owner from unlisted",
        /RIGHTS_WIDE brevet_owner.*unlisted can become/,
      ],
      [
        "alter role customers_ro createrole",
        "alter role customers_ro nocreaterole",
        /offers customers_ro: it leads to more/,
      ],
      [
        "grant execute on function brevet.close(text) to public",
        "revoke execute on function brevet.close(text) from public",
        /RIGHTS_WIDE everybody.*may call close/,
      ],
      [
        "grant create on schema public to customers_rw",
        "revoke create on schema public from customers_rw",
        /HEIR_SHUT_OUT.*public/,
      ],
      ["create database unprepared", "drop database unprepared", /DATABASES_UNPREPARED.*unprepared/],
      ["create role reader login in role pg_read_all_data", "drop role reader", /ACCOUNTS_WIDE.*: .*reader/],
    ])("S37 is told after: %s", async (make, unmake, expected) => {
      await site.sql(make);
      try {
        expect((await found()).join("\n")).toMatch(expected);
      } finally {
        await site.sql(unmake);
      }
    });

    it("is a server that asks for no password", async () => {
      const hba = String((await site.sql("show hba_file"))[0]?.["hba_file"]);
      await site.sql(`copy (select 'local all all trust') to '${hba}'; select pg_reload_conf()`);
      try {
        await expect.poll(found).toContainEqual(expect.stringMatching(/^TARGET_PASSWORDLESS/));
      } finally {
        await site.sql(`copy (select 'local all all scram-sha-256') to '${hba}'; select pg_reload_conf()`);
      }
    });
  });
}
