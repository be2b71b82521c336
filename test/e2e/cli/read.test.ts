import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { accessOfTwo, copyOf, today } from "../access.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

const id = `playground/door/${today()}-alice`;
let box: Sandbox;

/** Every file of a folder with its bytes, git's own bookkeeping of reads left out. */
function picture(folder: string): string {
  const hash = createHash("sha256");
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, entry);
    if (/^\.git\/(?:index|objects|FETCH_HEAD|ORIG_HEAD)/.test(entry) || !statSync(path).isFile()) continue;
    hash.update(`${entry}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

describeWith([git, sshKeygen], "commands that read", () => {
  beforeAll(async () => {
    box = sandbox();
    await accessOfTwo(box);
    await box.brevet(["request", "playground/door:enter", "--for", "10m", "--reason", "Try the door once"], "access");
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", `request/${id}`], "access");
  });

  afterAll(() => {
    box.remove();
  });

  it("S35 plan, check, status and verify change nothing, though there is something to do", async () => {
    const root = copyOf(box, "still");
    await box.brevet(["status"], root);
    const before = picture(join(box.folder, root));
    const plan = shaped("apply", (await box.brevet(["plan", "--json"], root)).out);
    expect(plan.faults).toBe("");
    expect(plan.value).toMatchObject({
      admitted: [id],
      changes: [{ action: "start", grant: id, subject: "alice", outcome: "planned" }],
    });
    for (const command of [["check"], ["status"], ["audit", "verify"], ["check", "requests"]])
      await box.brevet(command, root);
    expect(picture(join(box.folder, root))).toBe(before);
  });

  it("S42 a poisoned cache changes no verdict of apply, and no catalog that changed is answered from one", async () => {
    const root = copyOf(box, "poisoned");
    const check = async (): Promise<unknown> =>
      shaped("check", (await box.brevet(["check", "requests", "--json"], root)).out).value["outcome"];
    expect(await check()).toBe("allowed");
    const folder = join(box.env["HOME"] ?? "", ".cache/brevet/catalogs");
    for (const name of readdirSync(folder)) {
      const [heading = "", body = ""] = readFileSync(join(folder, name), "utf8").split("\n");
      const poison = body.replaceAll('"suspended":false', '"suspended":true');
      const digest = createHash("sha256").update(poison).digest("base64url");
      const forged = { ...(JSON.parse(heading) as object), body: digest };
      writeFileSync(join(folder, name), `${JSON.stringify(forged)}\n${poison}`);
    }
    expect(await check()).toBe("invalid");
    const apply = shaped("apply", (await box.brevet(["apply", "--json"], copyOf(box, "given-all-the-same"))).out);
    expect(apply.value).toMatchObject({ ok: true, admitted: [id], refused: [] });
    appendFileSync(join(box.folder, root, "policies/catalog/people.yaml"), "# one line more\n");
    expect(await check()).toBe("allowed");
  });

  it("S35 plan needs no engine key and no secret of a target", async () => {
    const root = copyOf(box, "keyless");
    const { rmSync } = await import("node:fs");
    rmSync(join(box.folder, root, ".git/brevet/engine"), { recursive: true });
    rmSync(join(box.folder, root, ".git/brevet/door/ca.pem"));
    const plan = shaped("apply", (await box.brevet(["plan", "--json"], root)).out);
    expect(plan.value).toMatchObject({ changes: [{ action: "start", outcome: "planned" }] });
  });

  it("tells who has what, by JSON of the documented shape, and nothing else on standard output", async () => {
    const root = copyOf(box, "given");
    const apply = shaped("apply", (await box.brevet(["apply", "--json"], root)).out);
    expect(apply.faults).toBe("");
    expect(apply.value).toMatchObject({ ok: true, admitted: [id], changes: [{ action: "start", outcome: "done" }] });
    const status = shaped("status", (await box.brevet(["status", "--json"], root)).out);
    expect(status.faults).toBe("");
    expect(status.value).toMatchObject({ grants: [{ id, subject: "alice", state: "active" }], overdue: [] });
    const nobody = shaped("status", (await box.brevet(["status", "--json", "--subject", "bob"], root)).out);
    expect(nobody.value).toMatchObject({ grants: [] });
    const then = shaped("status", (await box.brevet(["status", "--json", "--at", "2020-01-01T00:00:00Z"], root)).out);
    expect(then.value).toMatchObject({ at: "2020-01-01T00:00:00Z", grants: [], targets: [] });
    const verify = shaped("verify", (await box.brevet(["audit", "verify", "--json"], root)).out);
    expect(verify).toMatchObject({ faults: "", value: { ok: true, first_bad: null } });
    const given = shaped("credentials", (await box.brevet(["credentials", id, "--json"], root)).out);
    expect(given.faults).toBe("");
    expect(given.value["text"]).toMatch(/^-----BEGIN CERTIFICATE-----/);
    const unknown = shaped("failure", (await box.brevet(["credentials", `${id}x`, "--json"], root)).out);
    expect(unknown).toMatchObject({ faults: "", value: { problems: [{ code: "GRANT_UNKNOWN" }] } });
  });

  it("writes a credential for its owner's eyes alone", async () => {
    const root = copyOf(box, "handed");
    await box.brevet(["apply"], root);
    const ran = await box.brevet(["credentials", id, "-o", "door.pem"], root);
    expect(ran.code).toBe(0);
    expect(statSync(join(box.folder, root, "door.pem")).mode & 0o777).toBe(0o600);
  });

  it("judges files of the work tree while they are being written", async () => {
    const root = copyOf(box, "draft");
    const path = join(box.folder, root, `requests/playground/vault/${today()}-alice.yaml`);
    await box.git(["-c", "core.hooksPath=", "show", "HEAD"], root);
    const { mkdirSync } = await import("node:fs");
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "subject: alice\nrole: opn\nduration: 99h\nreason: short\nextra: 1\n");
    const ran = await box.brevet(["check", "requests/playground/vault"], root);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(new RegExp(`^requests/playground/vault/${today()}-alice.yaml:\\d+:\\d+ {2}[A-Z_]+$`, "m"));
    const json = shaped("check", (await box.brevet(["check", "requests/playground/vault", "--json"], root)).out);
    expect(json).toMatchObject({ faults: "", value: { outcome: "invalid" } });
    const none = await box.brevet(["check", "requests/nothing"], root);
    expect(none.err).toContain("WORK_FILE_MISSING");
    const outside = await box.brevet(["check", "../../etc"], root);
    expect({ code: outside.code, err: outside.err }).toMatchObject({
      code: 1,
      err: expect.stringContaining("WORK_PATH_REFUSED") as string,
    });
  });

  it("S65 configuration of a branch is never acted on: its targets and secrets are not touched", async () => {
    const root = copyOf(box, "evil");
    const trap = join(box.folder, "trap");
    await box.git(["switch", "--quiet", "--create", "evil"], root);
    const config = join(box.folder, root, "brevet.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace("ended: door/ended", `ended: ${trap}`));
    appendFileSync(config, "guards:\n  max_removed_by_diff: 100%\n");
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    appendFileSync(config, `evidence: [{ kind: icalendar, id: rota, url: "http://127.0.0.1:${port}" }]\n`);
    await box.git(["commit", "--quiet", "--all", "--message", "Evil"], root);
    for (const command of [["check"], ["plan"], ["status"], ["check", "requests"]]) await box.brevet(command, root);
    await new Promise((resolve) => server.close(resolve));
    expect({ trap: existsSync(trap), asked }).toEqual({ trap: false, asked: 0 });
    const plan = shaped("apply", (await box.brevet(["plan", "--json"], root)).out);
    expect(plan.value).toMatchObject({ changes: [{ action: "start", target: "door" }], problems: [] });
  });

  it.each([
    { name: "the engine's own", ref: "file:engine/key" },
    { name: "the process's environment", ref: "file:/proc/self/environ" },
    { name: "one outside the folder", ref: "file:door/../engine/key" },
    { name: "one that is nobody's", ref: "env:HOME" },
  ])("S82 a target's secret may not be $name", async ({ ref }) => {
    const root = copyOf(box, `secret-${ref.replace(/[^a-z]/g, "")}`);
    await box.git(["switch", "--quiet", "--create", "evil"], root);
    const config = join(box.folder, root, "brevet.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace("file:door/ca.pem", ref));
    await box.git(["commit", "--quiet", "--all", "--message", "Evil"], root);
    const check = await box.brevet(["check"], root);
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/^brevet\.yaml:\d+:\d+ {2}(?:SECRET_REFUSED|VALUE_INVALID)$/m);
  });

  it("completes entitlements from the catalog", async () => {
    const ran = await box.brevet(["complete", "--", "request", "playground/v"], "access");
    expect(ran.out).toContain("playground/vault:open");
  });

  it("checks CODEOWNERS against the catalog, and writes it", async () => {
    const root = copyOf(box, "owners");
    expect((await box.brevet(["codeowners", "--check"], root)).code).toBe(1);
    expect((await box.brevet(["codeowners"], root)).code).toBe(0);
    expect((await box.brevet(["codeowners", "--check"], root)).code).toBe(0);
  });
});
