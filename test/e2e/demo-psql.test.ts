import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DatabaseServer } from "../../src/demo/database/server.ts";
import { servers } from "../fakes/postgres.ts";
import { describeWith, embeddedPostgres, psql } from "../needs.ts";

describeWith([embeddedPostgres, psql], "the demo's stand-in for psql", () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = (await servers[0]?.start()) ?? expect.unreachable();
    await writeFile(join(server.host, "two.sql"), "create table two (a int); insert into two values (2);");
  });
  afterAll(() => server.close());

  const standIn = join(import.meta.dirname, "../../src/demo/psql.ts");
  const run = (
    program: string,
    before: string[],
    args: string[],
  ): { status: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(program, [...before, ...args], { encoding: "utf8" });
    return { status, out: stdout, err: stderr.split("\n")[0] ?? "" };
  };

  it.each([
    { name: "rows", args: ["-At", "-c", "select n, 'x' from generate_series(1, 3) n"], code: 0, says: "" },
    { name: "nothing", args: ["-qAt", "-c", "select 1 where false"], code: 0, says: "" },
    {
      name: "a refusal",
      args: ["-At", "-c", "select * from nothing"],
      code: 1,
      says: 'relation "nothing" does not exist',
    },
    {
      name: "no way in",
      args: ["-At", "-c", "select 1"],
      password: "wrong",
      code: 2,
      says: "password authentication failed",
    },
  ])("answers $name as psql does", ({ args, password, code, says }) => {
    const address = password === undefined ? server.superuser : server.url("postgres", password);
    const real = run("psql", [], [address, ...args]);
    const ours = run(process.execPath, ["--conditions=development", standIn], [address, ...args]);
    expect([ours.status, ours.out]).toEqual([real.status, real.out]);
    expect([ours.status, ours.err, real.err]).toEqual([
      code,
      expect.stringContaining(says),
      expect.stringContaining(says),
    ]);
  });

  it("runs a file", () => {
    const ours = run(
      process.execPath,
      ["--conditions=development", standIn],
      ["-q", server.superuser, "-f", join(server.host, "two.sql")],
    );
    expect(ours).toEqual({ status: 0, out: "", err: "" });
    expect(run("psql", [], [server.superuser, "-At", "-c", "select a from two"]).out).toBe("2\n");
  });
});
