import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openRunner } from "../../../src/action/runner.ts";

const folder = mkdtempSync(join(tmpdir(), "brevet-runner-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const env = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") };

it("S40 logs text in which no line is a command", () => {
  const lines: string[] = [];
  openRunner(env, (text) => lines.push(text)).log("::add-mask::x\nand more");
  const [begin = "", ...rest] = lines.join("").split("\n");
  const token = begin.slice("::stop-commands::".length);
  expect(token).toMatch(/^[0-9a-f-]{36}$/);
  expect(rest).toEqual(["::add-mask::x", "and more", `::${token}::`, ""]);
});

it("S40 gives a value whole, whatever lines it has, and nobody can end it early", async () => {
  const value = "a\nend\nmerged<<x\nb";
  await openRunner(env, () => undefined).output("outcome", value);
  const written = readFileSync(env.GITHUB_OUTPUT, "utf8");
  const [, end = ""] = /^outcome<<(\S+)\n/.exec(written) ?? [];
  expect(end).toMatch(/^end-[0-9a-f-]{36}$/);
  expect(written).toBe(`outcome<<${end}\n${value}\n${end}\n`);
});

it("leaves out a summary that GitHub would not take, and goes on without files", async () => {
  await openRunner(env, () => undefined).summarise("x".repeat(1_000_000));
  await openRunner({}, () => undefined).output("a", "b");
  await openRunner(env, () => undefined).summarise("# Short\n");
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toBe("# Short\n");
});
