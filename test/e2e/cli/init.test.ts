import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

let box: Sandbox;

beforeEach(() => {
  box = sandbox();
});

afterEach(() => {
  box.remove();
});

describeWith([git, sshKeygen], "init", () => {
  it("makes a repository whose check, plan, status, verify and apply work at once", async () => {
    const begun = shaped("init", (await box.brevet(["init", "a", "--json"])).out);
    expect(begun.faults).toBe("");
    expect(begun.value).toMatchObject({ person: { id: "alice", key_made: true }, branch: "main", kept: [] });
    expect(await box.git(["status", "--porcelain"], "a")).toBe("");
    for (const [command, report] of [
      [["check"], "check"],
      [["plan"], "apply"],
      [["status"], "status"],
      [["audit", "verify"], "verify"],
      [["apply"], "apply"],
    ] as const) {
      const ran = await box.brevet([...command, "--json"], "a");
      expect({ command, code: ran.code, faults: shaped(report, ran.out).faults }).toEqual({
        command,
        code: 0,
        faults: "",
      });
    }
  });

  it("S41 keeps private halves for their owner alone, and none in git or in what it prints", async () => {
    const ran = await box.brevet(["init", "a"]);
    const folder = join(box.folder, "a/.git/brevet");
    const secrets = ["engine/key", "door/ca.pem"].map((path) => join(folder, path));
    const own = join(box.folder, ".home/.local/share/brevet/id_ed25519");
    for (const path of [...secrets, own]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o077).toBe(0);
    const everything = ran.out + ran.err + (await box.git(["log", "--all", "--patch", "--binary"], "a"));
    for (const path of [...secrets, own]) {
      const body = readFileSync(path, "utf8").split("\n")[2] ?? "";
      expect(body.length).toBeGreaterThan(20);
      expect(everything).not.toContain(body);
    }
  });

  it("never begins twice", async () => {
    await box.brevet(["init", "a"]);
    const before = await box.git(["for-each-ref"], "a");
    const again = await box.brevet(["init", "a"]);
    expect(again.code).toBe(1);
    expect(again.err).toContain("INIT_DONE");
    expect(await box.git(["for-each-ref"], "a")).toBe(before);
  });

  it("goes on where it was stopped after the ledger began", async () => {
    const first = shaped("init", (await box.brevet(["init", "a", "--json"])).out).value;
    await box.git(["update-ref", "-d", "refs/heads/main"], "a");
    await box.git(["rm", "-rfq", "."], "a");
    const again = shaped("init", (await box.brevet(["init", "a", "--json"])).out).value;
    expect({ ...again, person: null }).toEqual({ ...first, person: null });
    expect((await box.brevet(["apply"], "a")).code).toBe(0);
  });

  it("uses the signing key that git names", async () => {
    const { execFileSync } = await import("node:child_process");
    const key = join(box.folder, ".home/mine");
    execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", key]);
    await box.git(["config", "--global", "user.signingkey", "~/mine.pub"]);
    const begun = shaped("init", (await box.brevet(["init", "a", "--json"])).out).value;
    expect(begun).toMatchObject({ person: { key_made: false } });
    const ran = await box.brevet(["request", "playground/door:enter", "--for", "5m", "--reason", "Try it once"], "a");
    expect(ran.code).toBe(0);
  });

  it("leaves an OpenPGP key of the person's to git", async () => {
    await box.git(["config", "--global", "user.signingkey", "0A46826A"]);
    await box.brevet(["init", "a"]);
    expect(await box.git(["config", "--get", "user.signingkey"], "a")).toBe("0A46826A");
    expect(await box.git(["config", "--get", "brevet.signingkey"], "a")).toContain("id_ed25519");
  });

  it("keeps a README that is there", async () => {
    mkdirSync(join(box.folder, "a"));
    writeFileSync(join(box.folder, "a/README.md"), "mine");
    const begun = shaped("init", (await box.brevet(["init", "a", "--json"])).out).value;
    expect(begun).toMatchObject({ kept: ["README.md"] });
    expect(readFileSync(join(box.folder, "a/README.md"), "utf8")).toBe("mine");
    expect(existsSync(join(box.folder, "a/BREVET.md"))).toBe(true);
  });

  it("begins nothing where a file is in the way", async () => {
    mkdirSync(join(box.folder, "a/policies/catalog"), { recursive: true });
    writeFileSync(join(box.folder, "a/policies/catalog/teams.yaml"), "mine");
    const ran = await box.brevet(["init", "a"]);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("INIT_IN_THE_WAY");
    expect(readFileSync(join(box.folder, "a/policies/catalog/teams.yaml"), "utf8")).toBe("mine");
    expect(readdirSync(join(box.folder, "a")).sort()).toEqual([".git", "policies"]);
  });

  it("begins nothing on top of a history, or inside another repository", async () => {
    await box.git(["init", "--quiet", "a"]);
    mkdirSync(join(box.folder, "a/b"));
    expect((await box.brevet(["init", "a/b"])).err).toContain("INIT_INSIDE");
    await box.git(["commit", "--quiet", "--allow-empty", "--message", "x"], "a");
    expect((await box.brevet(["init", "a"])).err).toContain("INIT_HISTORY");
  });

  it("publishes to origin, where there is one, and another clone trusts it from then on", async () => {
    await box.git(["init", "--quiet", "--bare", "origin.git"]);
    await box.git(["clone", "--quiet", "origin.git", "a"]);
    expect((await box.brevet(["init", "a"])).code).toBe(0);
    await box.git(["clone", "--quiet", "origin.git", "b"]);
    expect(await box.git(["branch", "--remotes"], "b")).toContain("origin/ledger/1");
    expect((await box.brevet(["status"], "b")).code).toBe(0);
    expect(existsSync(join(box.folder, "b/.git/brevet/trust.json"))).toBe(true);
    const apply = await box.brevet(["apply"], "b");
    expect(apply.err).toContain("SECRET_MISSING");
  });

  it("replaces the pack and nothing of one's own with --upgrade", async () => {
    await box.brevet(["init", "a"]);
    const own = join(box.folder, "a/policies/own/data/ticket.yaml");
    const rule = join(box.folder, "a/policies/rules/lease/limit/limit.rego");
    const before = readFileSync(rule, "utf8");
    writeFileSync(own, "tiers: [high]\npattern: x\nlike: x\n");
    writeFileSync(rule, "package broken\n");
    writeFileSync(join(box.folder, "a/policies/rules/old.rego"), "package old\n");
    const ran = await box.brevet(["init", "a", "--upgrade", "--json"]);
    expect(JSON.parse(ran.out)).toEqual({
      ok: true,
      written: ["policies/rules/lease/limit/limit.rego"],
      removed: ["policies/rules/old.rego"],
    });
    expect(readFileSync(rule, "utf8")).toBe(before);
    expect(readFileSync(own, "utf8")).toContain("[high]");
    expect(await box.git(["status", "--porcelain"], "a")).toBe(" M policies/own/data/ticket.yaml");
  });
});
