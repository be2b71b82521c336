import pg from "pg";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Assignment } from "../../src/core/plan/plan.ts";
import type { Recorded, TargetOpener } from "../../src/ports/target.ts";
import { embeddedServer, systemServer } from "../../src/demo/database/find-server.ts";
import { startDatabaseServer } from "../../src/demo/database/server.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import type * as Abreast from "../../src/engine/abreast.ts";
import type * as Seal from "../../src/targets/sealed-secret.ts";
import { built } from "../built.ts";
import type { Case } from "../line.ts";

const GRANTS = 1000;
const CHUNK = 50;
const signal = new AbortController().signal;

/**
 * Logins made and ended by the target, as many at a time as an engine asks of it, beside the same SQL sent by a superuser, who needs
 * no guard, one after the other. Disk waits count.
 */
const postgres: Case = {
  name: `Give and end ${GRANTS} logins of PostgreSQL`,
  async run() {
    const found = embeddedServer() ?? systemServer();
    if (found === null) return { leftOut: "there is no PostgreSQL here" };
    const server = await startDatabaseServer(found, { fsync: "on", full_page_writes: "on" });
    const direct = new pg.Client({ connectionString: server.superuser });
    await direct.connect();
    try {
      const setup = path.join(import.meta.dirname, "../../src/targets/postgres/setup.sql");
      await direct.query(readFileSync(setup, "utf8"));
      await direct.query("alter role brevet password 'pw'; create role reader; select brevet.offer('reader')");
      const { opener } = await built<{ readonly opener: TargetOpener }>("targets/postgres/open.js");
      const { makeIdentity, toRecipient } = await built<typeof Seal>("targets/sealed-secret.js");
      const target = await opener.openTarget({
        config: {
          id: "db",
          kind: "postgres",
          identity: "",
          mode: "enforce",
          runner: null,
          privileged: [],
          options: { url: "env:URL" },
        },
        repositoryId: "0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10",
        folder: server.host,
        clock: { now: () => Date.now() as Instant },
        secret: () => Promise.resolve(server.url("brevet", "pw")),
      });
      const publicKey = await toRecipient(await makeIdentity());
      const until = (Date.now() + 3_600_000) as Instant;
      const from = Date.now() as Instant;
      const rights = { role: "reader" };
      const given: Recorded[] = [];
      const give = async (n: number): Promise<void> => {
        const grant = `a/b/2026-11-22-${n}`;
        const assignment: Assignment = {
          target: "db",
          principal: `p${n}`,
          rights,
          from,
          until,
          grants: [grant],
          publicKey,
          obligations: [],
        };
        given[n] = {
          grant,
          principal: `p${n}`,
          rights,
          given: await target.ensure(grant, assignment, null, { signal }),
        };
      };
      const end = async (n: number): Promise<void> => {
        const {
          grant,
          principal,
          given: { ref },
        } = given[n] as Recorded;
        const holding = { target: "db", principal, rights, until, ref, grant };
        await target.end(holding, { signal });
        await target.endSessions(holding, { signal });
      };
      const giveDirect = (n: number): Promise<unknown> =>
        direct.query(`begin; create role "d${n}" login password 'secret-${n}' valid until '${new Date(until).toISOString()}';
          grant reader to "d${n}"; comment on role "d${n}" is 'grant ${n}'; commit`);
      const endDirect = async (n: number): Promise<void> => {
        await direct.query(`alter role "d${n}" nologin`);
        await direct.query(`begin; select pg_terminate_backend(pid) from pg_stat_activity where usename = 'd${n}';
          reassign owned by "d${n}" to postgres; drop owned by "d${n}"; drop role "d${n}"; commit`);
      };
      await give(GRANTS);
      given.length = 0;
      const { abreast } = await built<typeof Abreast>("engine/abreast.js");
      const many =
        (work: (n: number) => Promise<void>): Chunk =>
        (numbers) =>
          abreast(numbers, target.atOnce, work);
      const gave = await inChunks(many(give), inTurn(giveDirect));
      const ended = await inChunks(many(end), inTurn(endDirect));
      await target.close();
      return [
        { what: `${GRANTS} grants, ${target.atOnce} at a time`, ...shown(gave), target: 1.5 },
        {
          what: `${GRANTS} ends, with sessions and what is owned, ${target.atOnce} at a time`,
          ...shown(ended),
          target: 1.5,
        },
      ];
    } finally {
      await direct.end();
      await server.close();
    }
  },
};
export default postgres;

type Chunk = (numbers: readonly number[]) => Promise<unknown>;

function inTurn(work: (n: number) => Promise<unknown>): Chunk {
  return async (numbers) => {
    for (const n of numbers) await work(n);
  };
}

/** Both in turn, a chunk at a time, so that what disturbs one disturbs the other; milliseconds in all. */
async function inChunks(ours: Chunk, peer: Chunk): Promise<{ readonly ours: number; readonly peer: number }> {
  const spent = { ours: 0, peer: 0 };
  for (let first = 0; first < GRANTS; first += CHUNK) {
    for (const [who, work] of [
      ["ours", ours],
      ["peer", peer],
    ] as const) {
      const start = performance.now();
      await work(Array.from({ length: CHUNK }, (_, n) => first + n));
      spent[who] += performance.now() - start;
    }
  }
  return spent;
}

function shown({ ours, peer }: { readonly ours: number; readonly peer: number }): {
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
} {
  return { ours: `${Math.round(ours)} ms`, peer: `${Math.round(peer)} ms SQL sent directly`, ratio: ours / peer };
}
