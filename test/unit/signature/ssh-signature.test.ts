import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { SigningKey } from "../../../src/ports/signature.ts";
import { sshSignature } from "../../../src/signature/ssh-signature.ts";
import { Openssh } from "../../fakes/openssh.ts";

const message = Buffer.from('{"do":"approve"}');
const namespace = "brevet";
const options = { signal: new AbortController().signal };
const signature = sshSignature();
const openssh = new Openssh();
afterAll(() => openssh[Symbol.dispose]());
afterEach(() => vi.unstubAllEnvs());

function bareOf(path: string): string {
  return readFileSync(`${path}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
}

async function signed(key: SigningKey): Promise<string> {
  const made = await signature.sign(message, namespace, key, options);
  return made.ok ? made.value : (made.problems[0]?.code ?? "");
}

describe("sign", () => {
  it.each([
    ["ed25519", []],
    ["ecdsa", ["-b", "256"]],
    ["ecdsa", ["-b", "384"]],
    ["ecdsa", ["-b", "521"]],
    ["rsa", ["-b", "3072"]],
  ])("signs with a file of %s %j as ssh-keygen would", async (type, size) => {
    const path = openssh.makeKey(`sign-${type}${size.join("")}`, "-t", type, ...size);
    const armour = await signed({ kind: "file", path });
    expect(openssh.accepts(bareOf(path), armour, message, namespace)).toBe(true);
    expect(signature.verify(armour, message, { namespace })).toMatchObject({
      ok: true,
      value: { publicKey: bareOf(path) },
    });
    expect(await signed({ kind: "text", text: readFileSync(path, "utf8") })).toMatch(/^-----BEGIN SSH SIGNATURE-----/);
  });

  it("names the key without unlocking it", async () => {
    const path = openssh.makeKey("locked-name", "-t", "ed25519");
    execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "a passphrase", "-f", path]);
    const identity = await signature.identify({ kind: "file", path }, options);
    expect(identity).toMatchObject({ ok: true, value: { publicKey: bareOf(path) } });
  });

  it("leaves a locked key to ssh-keygen, which asks the person", async () => {
    const path = openssh.makeKey("locked", "-t", "ed25519");
    execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "a passphrase", "-f", path]);
    askpass("a passphrase");
    expect(openssh.accepts(bareOf(path), await signed({ kind: "file", path }), message, namespace)).toBe(true);
    askpass("a wrong one");
    expect(await signed({ kind: "file", path })).toBe("SIGNING_FAILED");
  });

  it("signs with a key that only the agent holds, and lists it", async () => {
    const path = openssh.makeKey("agent", "-t", "ed25519");
    const socket = join(openssh.folder, "agent.sock");
    const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(agent.stdout, "data");
      vi.stubEnv("SSH_AUTH_SOCK", socket);
      execFileSync("ssh-add", ["-q", path], { stdio: "ignore" });
      const keys = await signature.agentKeys(options);
      expect(keys.map((key) => key.publicKey)).toEqual([bareOf(path)]);
      const armour = await signed({ kind: "agent", publicKey: bareOf(path) });
      expect(openssh.accepts(bareOf(path), armour, message, namespace)).toBe(true);
      const other = bareOf(openssh.makeKey("not-held", "-t", "ed25519"));
      expect(await signed({ kind: "agent", publicKey: other })).toBe("SIGNING_FAILED");
    } finally {
      agent.kill();
    }
  });

  it("has no agent's keys where there is no agent", async () => {
    vi.stubEnv("SSH_AUTH_SOCK", join(openssh.folder, "nowhere"));
    expect(await signature.agentKeys(options)).toEqual([]);
  });

  it("tells what is wrong with a key", async () => {
    const open = openssh.makeKey("open", "-t", "ed25519");
    chmodSync(open, 0o644);
    const short = openssh.makeKey("short", "-t", "rsa", "-b", "2048");
    const junk = join(openssh.folder, "junk");
    writeFileSync(junk, "not a key", { mode: 0o600 });
    expect(await signed({ kind: "file", path: join(openssh.folder, "absent") })).toBe("SIGNING_KEY_ABSENT");
    expect(await signed({ kind: "file", path: open })).toBe("SIGNING_KEY_EXPOSED");
    expect(await signed({ kind: "file", path: short })).toBe("SIGNING_KEY_UNUSABLE");
    expect(await signed({ kind: "file", path: junk })).toBe("SIGNING_KEY_UNUSABLE");
    expect(await signed({ kind: "text", text: "not a key" })).toBe("SIGNING_KEY_UNUSABLE");
    expect(await signed({ kind: "agent", publicKey: "not a key" })).toBe("KEY_SYNTAX");
  });

  it("says which tool is missing", async () => {
    const path = openssh.makeKey("no-tool", "-t", "ed25519");
    vi.stubEnv("PATH", openssh.folder);
    expect(await signed({ kind: "agent", publicKey: bareOf(path) })).toBe("SIGNING_TOOL_ABSENT");
    expect(await signature.agentKeys(options)).toEqual([]);
  });

  it("stops when it is told to", async () => {
    const path = openssh.makeKey("stopped", "-t", "ed25519");
    const stopped = { signal: AbortSignal.abort(new Error("enough")) };
    const signing = signature.sign(message, namespace, { kind: "file", path }, stopped);
    await expect(signing).rejects.toThrow("enough");
  });

  it("S41 shows nothing of a private key", async () => {
    const path = openssh.makeKey("secret", "-t", "ed25519");
    const text = readFileSync(path, "utf8");
    const broken = text.replace("b3BlbnNzaC1rZXktdjE", "b3BlbnNzaC1rZXktdjI");
    const made = await signature.sign(message, namespace, { kind: "text", text: broken }, options);
    expect(JSON.stringify(made)).not.toContain(text.split("\n")[2]);
  });
});

describe("generateKey", () => {
  it.each(["", "alice", "alice@acme", "a long comment of somebody"])(
    "makes a key that ssh-keygen reads (%j)",
    async (comment) => {
      const key = signature.generateKey(comment);
      const path = join(openssh.folder, "generated");
      writeFileSync(path, key.privateKey, { mode: 0o600 });
      const read = execFileSync("ssh-keygen", ["-y", "-f", path], { encoding: "utf8" });
      expect(read.trim()).toBe(`${key.publicKey} ${comment}`.trim());
      expect(signature.readKey(key.publicKey)).toMatchObject({ ok: true, value: { fingerprint: key.fingerprint } });
      const armour = await signed({ kind: "text", text: key.privateKey });
      expect(openssh.accepts(key.publicKey, armour, message, namespace)).toBe(true);
    },
  );

  it("never makes the same twice", () => {
    expect(signature.generateKey("").publicKey).not.toBe(signature.generateKey("").publicKey);
  });
});

/** Lets OpenSSH ask a program instead of the terminal. */
function askpass(answer: string): void {
  const program = join(openssh.folder, "askpass");
  writeFileSync(program, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o700 });
  vi.stubEnv("SSH_ASKPASS", program);
  vi.stubEnv("SSH_ASKPASS_REQUIRE", "force");
}
