import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import type { Given } from "../../src/core/grant/grant.ts";
import { opener } from "../../src/targets/postgres/open.ts";
import { traits } from "../../src/targets/postgres/traits.ts";
import { makeIdentity, toRecipient } from "../../src/targets/sealed-secret.ts";
import { connected, opened, postgresSite, servers } from "../fakes/postgres.ts";
import type { PostgresSite } from "../fakes/postgres.ts";
import { describeWith } from "../needs.ts";
import { describeTarget, thisSecond } from "./target.ts";
import type { World } from "./target.ts";

for (const { name, need, start } of servers) describeWith([need], `postgres, on ${name}`, () => describeOn(start));

function describeOn(start: (typeof servers)[number]["start"]): void {
  let site: PostgresSite;
  beforeAll(async () => {
    site = await postgresSite(await start());
  });
  afterAll(() => site.server.close());

  describeTarget("postgres", async () => {
    const now = thisSecond();
    const identity = await makeIdentity();
    const recipient = await toRecipient(identity);
    const context = site.context(() => now);
    const url = (given: Given): Promise<string> => opened(given, identity);
    const target = await opener.openTarget(context);
    const reader = await opener.openReader(context);
    const world: World = {
      traits,
      target,
      reader,
      identity: site.identity,
      now,
      secrets: [...site.secrets, identity],
      rights: [{ role: "customers_ro" }, { role: "customers_rw" }],
      publicKey: () => recipient,
      works: async (given) =>
        site.as(await url(given), "select name from customers").then(
          (rows) => rows.length === 1,
          () => false,
        ),
      async openSession(given) {
        const client = await connected(await url(given));
        return {
          wasCut: () =>
            client.query("select 1").then(
              () => false,
              () => true,
            ),
        };
      },
      contents: async () => JSON.stringify(await site.sql(everything)),
      async giveByHand(principal, rights) {
        const { role } = rights as { readonly role: string };
        await site.sql(`create role ${pg.escapeIdentifier(principal)} login;
          grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(principal)}`);
        return `"${principal}" in "${role}"`;
      },
      breakDown: () => site.server.crash(),
      repair: () => site.server.start(),
      async close() {
        await Promise.all([target.close(), reader.close()]);
        if (site.server.pid() === null) await site.server.start();
        await site.reset();
      },
    };
    return world;
  });
}

/** Every role with all that is kept of it, and Brevet's own tables. */
const everything = `select
  (select json_agg(a order by rolname) from pg_authid a) as roles,
  (select json_agg(m order by m::text) from pg_auth_members m) as members,
  (select json_agg(l order by login) from brevet.logins l) as logins,
  (select json_agg(e order by login) from brevet.ended e) as ended`;
