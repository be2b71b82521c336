import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { curl, describeWith, git, openssl, sshKeygen, toolchain } from "../needs.ts";
import { GitHub, tokenOf } from "../fakes/github/github.ts";
import { follow } from "./document/follow.ts";
import { installGh } from "./document/install-gh.ts";
import { sandbox, type Sandbox } from "./sandbox.ts";

let box: Sandbox;

beforeEach(() => {
  box = sandbox("alice");
});

afterEach(() => {
  box.remove();
});

describeWith([git, sshKeygen, openssl], "documents", () => {
  it("docs/first-grant.md goes as it is written", async () => {
    const document = readFileSync(new URL("../../docs/first-grant.md", import.meta.url), "utf8");
    expect(await follow(document, { cwd: box.folder, env: box.env })).toEqual([]);
  });

  it("the README of a new repository goes as it is written", async () => {
    expect(await box.brevet(["init", "access"])).toMatchObject({ code: 0 });
    const root = join(box.folder, "access");
    const document = readFileSync(join(root, "README.md"), "utf8");
    expect(await follow(document, { cwd: root, env: box.env })).toEqual([]);
  });
});

describeWith([git, sshKeygen, openssl, toolchain], "the guide for who writes rules", () => {
  it("docs/write-a-rule.md goes as it is written", async () => {
    expect(await box.brevet(["init", "access"])).toMatchObject({ code: 0 });
    const document = readFileSync(new URL("../../docs/write-a-rule.md", import.meta.url), "utf8");
    expect(await follow(document, { cwd: join(box.folder, "access"), env: box.env })).toEqual([]);
  }, 300_000);
});

describeWith([git, sshKeygen, openssl, curl], "on GitHub", () => {
  let github: GitHub;
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    github = await GitHub.start();
    github.collaborator("alice", "admin", { id: 1201 });
    installGh(box, github, "alice");
    env = { ...box.env, GITHUB_API_URL: github.url };
  });
  afterEach(() => github[Symbol.asyncDispose]());

  it("docs/github.md goes as it is written, from an empty organisation to the first grant", async () => {
    const document = readFileSync(new URL("../../docs/github.md", import.meta.url), "utf8");
    expect(await follow(document, { cwd: box.folder, env })).toEqual([]);
  }, 300_000);

  it("the README of a new repository there goes as it is written", async () => {
    await box.git(["clone", "--quiet", github.cloneUrl("alice"), "access"]);
    expect(
      await box.brevet(["init", "--forge", "github"], "access", { ...env, GH_TOKEN: tokenOf("alice") }),
    ).toMatchObject({ code: 0 });
    const root = join(box.folder, "access");
    const document = readFileSync(join(root, "README.md"), "utf8");
    expect(await follow(document, { cwd: root, env })).toEqual([]);
  }, 300_000);
});
