import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { accessOfTwo, copyOf, today } from "../access.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

const vault = ["request", "playground/vault:open", "--for", "1h", "--reason", "Look for the key that is missing"];
let box: Sandbox;

describeWith([git, sshKeygen], "request", () => {
  beforeAll(async () => {
    box = sandbox();
    await accessOfTwo(box);
  });

  afterAll(() => {
    box.remove();
  });

  it("commits the request and the statement on a branch, and leaves everything else as it was", async () => {
    const root = copyOf(box, "one");
    writeFileSync(join(box.folder, root, "draft"), "mine");
    const ran = await box.brevet([...vault, "--json"], root);
    const { value, faults } = shaped("request", ran.out);
    const id = `playground/vault/${today()}-alice`;
    expect({ code: ran.code, faults }).toEqual({ code: 0, faults: "" });
    expect(value).toMatchObject({
      ok: false,
      id,
      branch: `request/${id}`,
      pushed: false,
      check: { outcome: "pending" },
    });
    expect(await box.git(["status", "--porcelain"], root)).toBe("?? draft");
    expect(await box.git(["diff", "--name-only", `main..request/${id}`], root)).toBe(
      [`requests/${id}.yaml`, value["statement"]].join("\n"),
    );
    expect(statSync(String(value["private_key"])).mode & 0o777).toBe(0o600);
  });

  it("takes the next free id where today's is used", async () => {
    const root = copyOf(box, "two");
    await box.brevet(vault, root);
    const again = shaped("request", (await box.brevet([...vault, "--json"], root)).out).value;
    expect(again["id"]).toBe(`playground/vault/${today()}-alice-2`);
  });

  it.each([
    {
      name: "a misspelt entitlement",
      args: ["request", "playground/valt:open"],
      code: 2,
      says: "Did you mean playground/vault:open?",
    },
    { name: "no entitlement", args: ["request"], code: 2, says: "ARGUMENT_MISSING" },
    { name: "no length of time", args: ["request", "playground/vault:open"], code: 2, says: "Add --for 2h." },
    { name: "no reason", args: ["request", "playground/vault:open", "--for", "1h"], code: 2, says: "--reason" },
    {
      name: "a length of time that is none",
      args: [...vault.slice(0, 3), "forever"],
      code: 2,
      says: "ARGUMENT_INVALID",
    },
    { name: "a key that is nobody's", args: [...vault, "--key", "../mallory"], code: 1, says: "SIGNER_UNKNOWN" },
    { name: "a key that is not there", args: [...vault, "--key", "../none"], code: 1, says: "SIGNING_KEY_ABSENT" },
  ])("makes nothing of $name, and says what to do", async ({ args, code, says }) => {
    const before = await box.git(["for-each-ref"], "access");
    const ran = await box.brevet(args, "access");
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: "" });
    expect(ran.err).toContain(says);
    expect(ran.err).toMatch(/^ {2}Next: /m);
    expect(await box.git(["for-each-ref"], "access")).toBe(before);
  });

  it.each([
    { name: "too long a lease", args: [...vault.slice(0, 3), "9h", ...vault.slice(4)], says: "LEASE_TOO_LONG" },
    { name: "a reason of two words", args: [...vault.slice(0, 5), "pls now"], says: "VALUE_INVALID" },
    { name: "a subject who is nobody", args: [...vault, "--subject", "bbo"], says: "bob" },
    { name: "a start that is no moment", args: [...vault, "--start", "tomorrow"], says: "start" },
  ])("keeps nothing of what could not be given: $name", async ({ args, says }) => {
    const before = await box.git(["for-each-ref"], "access");
    const ran = await box.brevet(args, "access");
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(says);
    expect(ran.out).toContain("Nothing was kept of it.");
    expect(await box.git(["for-each-ref"], "access")).toBe(before);
  });

  it("S04 S40 takes a hostile reason as text, and shows it as text", async () => {
    const root = copyOf(box, "hostile");
    const reason = 'x: &a [*a]\n---\n"quoted" #no ::set-env:: <b>@team</b> $(id) `id`\nBrevet-Until: never';
    const ran = await box.brevet([...vault.slice(0, 5), reason, "--json"], root);
    const { id } = shaped("request", ran.out).value;
    const branch = `request/${String(id)}`;
    const text = await box.git(["show", `${branch}:requests/${String(id)}.yaml`], root);
    const { parse } = await import("yaml");
    expect((parse(text) as { reason: string }).reason).toBe(reason);
    expect(await box.git(["log", "-1", "--format=%B", branch], root)).not.toContain("never");
    const approve = await box.brevet(["approve", String(id), "--key", "../bob", "--yes"], root);
    expect(approve.code).toBe(0);
  });

  it("pushes the branch with --open", async () => {
    const own = sandbox();
    try {
      await own.git(["init", "--quiet", "--bare", "origin.git"]);
      await own.git(["clone", "--quiet", "origin.git", "a"]);
      await own.brevet(["init", "a"]);
      const args = ["request", "playground/door:enter", "--for", "5m", "--reason", "Try it once", "--open", "--json"];
      const { value } = shaped("request", (await own.brevet(args, "a")).out);
      expect(value).toMatchObject({ ok: true, pushed: true });
      expect(await own.git(["branch", "--list"], "origin.git")).toContain(String(value["branch"]));
    } finally {
      own.remove();
    }
  });

  it("asks with a key of one's own, and makes none", async () => {
    const root = copyOf(box, "own-key");
    const { execFileSync } = await import("node:child_process");
    const key = join(box.folder, "ec");
    if (!existsSync(key)) execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-C", "a comment", "-f", key]);
    const ran = await box.brevet([...vault, "--public-key", "../ec.pub", "--json"], root);
    const { value } = shaped("request", ran.out);
    expect(value["private_key"]).toBeNull();
    const text = await box.git(["show", `${String(value["branch"])}:${String(value["path"])}`], root);
    expect(text).toContain(readFileSync(`${key}.pub`, "utf8").split(" ")[1]);
    expect(text).not.toContain("a comment");
  });
});
