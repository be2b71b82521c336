import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { accessOfTwo, today } from "../access.ts";
import { sandbox, type Ran, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

const id = `playground/vault/${today()}-alice`;
let box: Sandbox;

const run = (...args: readonly string[]): Promise<Ran> => box.brevet(args, "access");

/** What one `apply` says. */
async function apply(): Promise<Record<string, unknown>> {
  return shaped("apply", (await run("apply", "--json")).out).value;
}

describeWith([git, sshKeygen], "revoke, done and review", () => {
  beforeAll(async () => {
    box = sandbox();
    await accessOfTwo(box);
    for (const name of ["alice", "alice-2"]) {
      const request = await run(
        "request",
        "playground/vault:open",
        "--for",
        "1h",
        "--reason",
        "Look for the key that is missing",
      );
      if (request.code !== 0 && request.code !== 1) throw new Error(request.err);
      const path = `playground/vault/${today()}-${name}`;
      await run("approve", path, "--key", "../bob", "--yes");
      await box.git(["merge", "--quiet", "--no-ff", "--no-edit", `request/${path}`], "access");
    }
    await run("apply");
  });

  afterAll(() => {
    box.remove();
  });

  it("publishes the order, and says so where no engine has taken it up yet", async () => {
    const waited = await run("done", id, "--yes", "--wait", "1s");
    expect({ code: waited.code, out: waited.out }).toEqual({ code: 3, out: "" });
    expect(waited.err).toContain("ORDER_WAITS");
    expect(await apply()).toMatchObject({
      changes: [{ action: "end", because: "revoked", outcome: "done", grant: id }],
    });
    expect((await run("done", id, "--yes")).err).toContain("GRANT_ENDED");
  });

  it("prunes: a branch deletes the files of ended requests, and no other; nothing happens when it is merged", async () => {
    const { value, faults } = shaped("prune", (await run("prune", "--json")).out);
    expect(faults).toBe("");
    const branch = `prune/${today()}`;
    expect(value).toMatchObject({ removed: [`requests/${id}.yaml`], branch });
    const again = await run("prune");
    expect({ code: again.code, says: again.out.includes(`${branch}-2 deletes:\n  requests/`) }).toEqual({
      code: 0,
      says: true,
    });
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", branch], "access");
    expect(await apply()).toMatchObject({ ok: true, refused: [], changes: [], drift: [] });
    expect(await box.git(["ls-files", "requests"], "access")).toBe(`requests/${id}-2.yaml`);
    expect((await run("prune")).out).toBe("No file of an ended request is left.\n");
  });

  it("shows what would end, asks, and returns once the engine has taken it up", async () => {
    const why = ["--reason", "The laptop was stolen"];
    const asked = await run("revoke", "--subject", "alice", ...why);
    expect({ code: asked.code, out: asked.out }).toEqual({ code: 2, out: "" });
    expect(asked.err).toContain(`alice  playground/vault:open  ${id}-2`);
    const taken = new AbortController();
    const order = run("revoke", "--subject", "alice", ...why, "--yes", "--json", "--wait", "5m").finally(() => {
      taken.abort();
    });
    const changes: unknown[] = [];
    while (!taken.signal.aborted) changes.push(...((await apply())["changes"] as unknown[]));
    const ran = await order;
    const { value, faults } = shaped("statement", ran.out);
    expect({ code: ran.code, faults }).toEqual({ code: 0, faults: "" });
    expect(value).toMatchObject({ do: "revoke", by: "alice", branch: `orders/${String(value["digest"])}` });
    expect(changes).toContainEqual(expect.objectContaining({ grant: `${id}-2`, because: "revoked", outcome: "done" }));
    const status = shaped("status", (await run("status", "--json")).out).value;
    expect(status["grants"]).toEqual([]);
  });

  it("tells the story of a grant, a person, a resource, and of a time, to read and as JSON", async () => {
    const read = await run("audit", "log", id);
    expect(read.code).toBe(0);
    expect(read.out).toContain("activated: alice may use playground/vault:open until");
    expect(read.out).toContain("ended: playground/vault:open of alice ended early: it was revoked");
    expect(read.out).not.toContain(`${id}-2`);
    const log = async (...args: readonly string[]): Promise<string[]> => {
      const { value, faults } = shaped("log", (await run("audit", "log", ...args, "--json")).out);
      expect(faults).toBe("");
      return (value["events"] as { type: string }[]).map(({ type }) => type);
    };
    const life = ["admitted", "starting", "activated", "revoke_ordered", "ended"];
    expect(await log(id)).toEqual(life);
    const all = await log("--subject", "alice");
    expect(all.filter((type) => type === "ended")).toHaveLength(2);
    expect(await log("--resource", "playground/vault")).toEqual(all);
    expect(await log("--subject", "bob")).toEqual([]);
    expect(await log("--since", "2099-01-01T00:00:00Z")).toEqual([]);
    expect((await run("audit", "log", "--since", "yesterday")).code).toBe(2);
  });

  it.each([
    { name: "somebody unknown", args: ["revoke", "--subject", "alise"], code: 1, says: "Did you mean alice?" },
    { name: "two things at once", args: ["revoke", id, "--vendor", "x"], code: 2, says: "ARGUMENT_INVALID" },
    { name: "nothing", args: ["revoke"], code: 2, says: "ARGUMENT_INVALID" },
    {
      name: "what nobody has to look at",
      args: ["review", id, "--verdict", "justified"],
      code: 1,
      says: "REVIEW_NONE",
    },
  ])("orders nothing about $name", async ({ args, code, says }) => {
    const ran = await run(...args, "--reason", "Because of a reason", "--yes");
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: "" });
    expect(ran.err).toContain(says);
  });

  it("asks for a reason that says something, and without a terminal names the flag", async () => {
    expect((await run("revoke", id, "--yes")).err).toContain("--reason");
    const short = await run("revoke", id, "--yes", "--reason", "bored");
    expect({ code: short.code, says: short.err.includes("10 to 500 characters") }).toEqual({ code: 2, says: true });
  });

  it("thaws: a rewritten main is followed again once an owner of the rules has signed it", async () => {
    await box.git(["reset", "--quiet", "--hard", "HEAD~2"], "access");
    expect(await apply()).toMatchObject({ ok: false, frozen: { code: "MAIN_REWRITTEN" } });
    const thawed = await run("thaw", "--yes", "--json");
    const { value, faults } = shaped("statement", thawed.out);
    expect({ code: thawed.code, faults }).toEqual({ code: 0, faults: "" });
    expect(value).toMatchObject({ do: "thaw", by: "alice", branch: `orders/${String(value["digest"])}` });
    expect(await apply()).toMatchObject({ ok: true, frozen: null });
    expect((await run("thaw", "--yes")).err).toContain("NOT_FROZEN");
  });
});
