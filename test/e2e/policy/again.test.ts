import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import { WarmToolchain } from "../../../src/policy/toolchain/warm-toolchain.ts";
import { ownPolicies } from "../../fakes/policies.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";
import { sandbox } from "../sandbox.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const root = resolve(import.meta.dirname, "../../..");

const test = `package brevet.lib.long_test

import data.brevet.lib.long

test_long if long.long with input as {"request": {"seconds": 6}}
`;
const longerThan = (seconds: number): string =>
  `package brevet.lib.long\n\nlong if input.request.seconds > ${seconds}\n`;

describeWith([installed], "rules that are worked on", () => {
  it("are tested again whenever they change, until somebody stops it", async () => {
    const box = sandbox();
    const folder = join(box.folder, "policies/lib/long");
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, "brevet.yaml"), join(box.folder, "brevet.yaml"));
    cpSync(join(root, "policies/capabilities.json"), join(box.folder, "policies/capabilities.json"));
    writeFileSync(join(folder, "long.rego"), longerThan(5));
    writeFileSync(join(folder, "long_test.rego"), test);
    await box.git(["init", "--quiet"]);
    const main = join(root, "src/cli/main.ts");
    const args = ["--conditions=development", main, "policy", "test", "--watch", "--runs", "0"];
    const running = spawn(process.execPath, args, { cwd: box.folder, env: box.env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(running, "close");
    let said = "";
    const heard = async (what: RegExp): Promise<void> => {
      while (!what.test(said) || !said.includes("Waiting for a change"))
        await Promise.race([once(running.stdout, "data"), once(running.stderr, "data"), ended]);
      said = "";
    };
    for (const stream of [running.stdout, running.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));

    await heard(/1 passed, 0 failed/);
    writeFileSync(join(folder, "long.rego"), longerThan(7));
    await heard(/long_test\.rego:5 {2}failed {2}test_long[^]*0 passed, 1 failed/);
    writeFileSync(join(folder, "long.rego"), "package brevet.lib.long\n\nlong if\n");
    await heard(/POLICY_SOURCE_WRONG/);
    running.kill("SIGINT");
    expect(await ended).toEqual([0, null]);

    const stopped = spawn(process.execPath, args, { cwd: box.folder, env: box.env, stdio: ["ignore", "pipe", "pipe"] });
    await once(stopped.stderr, "data"); // it is testing
    stopped.kill("SIGINT");
    expect(await once(stopped, "close")).toEqual([0, null]);
    box.remove();
  });

  it("are asked of a process that stays, with the same answers, and of another once that is lost", async () => {
    await using warm = new WarmToolchain();
    const [cold, kept] = [createToolchain(), createToolchain(undefined, warm)];
    const files = ownPolicies();
    for (const path of [...files.keys()]) if (path !== "capabilities.json") files.delete(path);
    files.set("lib/long/long.rego", new TextEncoder().encode(longerThan(5)));
    const expected = await cold.check(files, options);
    expect(await kept.check(files, options)).toEqual(expected);
    const stop = new AbortController();
    const stopped = kept.check(files, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(stopped).rejects.toThrow("enough");
    expect(await kept.check(files, options)).toEqual(expected);
  });
});
