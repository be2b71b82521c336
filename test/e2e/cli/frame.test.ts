import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandbox, type Sandbox } from "../sandbox.ts";

let box: Sandbox;

beforeAll(() => {
  box = sandbox();
});

afterAll(() => {
  box.remove();
});

const commands = [
  ["init"],
  ["request"],
  ["check"],
  ["approve"],
  ["object"],
  ["lift"],
  ["thaw"],
  ["abandon"],
  ["credentials"],
  ["status"],
  ["plan"],
  ["apply"],
  ["audit", "verify"],
  ["policy", "build"],
  ["policy", "test"],
  ["codeowners"],
  ["prune"],
  ["completion"],
];

it("lists every command in its help", async () => {
  const { code, out } = await box.brevet(["--help"]);
  expect(code).toBe(0);
  for (const [name = ""] of commands) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
});

it.each(commands.map((command) => ({ command, name: command.join(" ") })))(
  "explains `$name` with a worked example",
  async ({ command, name }) => {
    const { code, out, err } = await box.brevet([...command, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Example:\n");
    expect(out.slice(out.indexOf("Example:"))).toContain(name === "completion" ? "completion bash" : `brevet ${name}`);
  },
);

it.each([
  { args: ["chek"], nearest: "check" },
  { args: ["requst", "x"], nearest: "request" },
  { args: ["audit", "verfy"], nearest: "verify" },
  { args: ["plan", "--jsn"], nearest: "--json" },
  { args: ["request", "--reson", "x"], nearest: "--reason" },
])("answers $args with the nearest right one", async ({ args, nearest }) => {
  const { code, out, err } = await box.brevet(args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(`(Did you mean ${nearest}?)`);
});

it.each([
  { args: ["approve"], code: "ARGUMENT_MISSING" },
  { args: ["approve", "a/b/2026-11-22-x", "--rules"], code: "ARGUMENT_MISSING" },
  { args: ["approve", "nonsense"], code: "ARGUMENT_INVALID" },
  { args: ["credentials", "../../etc"], code: "ARGUMENT_INVALID" },
  { args: ["lift", "sha256-short"], code: "ARGUMENT_INVALID" },
  { args: ["status", "--at", "yesterday"], code: "ARGUMENT_INVALID" },
  { args: ["policy", "test", "--runs", "-1"], code: "ARGUMENT_INVALID" },
  { args: ["plan"], code: "REPOSITORY_MISSING" },
  { args: ["apply"], code: "REPOSITORY_MISSING" },
  { args: ["check", "--repo", "/nowhere"], code: "REPOSITORY_MISSING" },
])("says what is wrong with $args and what to do, on standard error", async ({ args, code }) => {
  const ran = await box.brevet(args);
  expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: "" });
  expect(ran.err).toMatch(new RegExp(`^${code}\\n  .+\\n  Next: .+\\n`));
});

it("gives one JSON object of what is wrong with --json", async () => {
  const ran = await box.brevet(["plan", "--json"]);
  expect({ code: ran.code, err: ran.err }).toEqual({ code: 2, err: "" });
  expect(JSON.parse(ran.out)).toMatchObject({
    ok: false,
    problems: [{ code: "REPOSITORY_MISSING", severity: "error" }],
  });
});

it("shows no escape sequence of an argument", async () => {
  const ran = await box.brevet(["approve", "\u001b[31mx"]);
  expect(ran.err).toContain("\\u{1b}[31mx");
  expect(ran.err).not.toContain("\u001b");
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish"])("gives a script for %s", async (shell) => {
    const { code, out } = await box.brevet(["completion", shell]);
    expect(code).toBe(0);
    expect(out).toContain("brevet");
  });

  it("completes commands and flags", async () => {
    const half = await box.brevet(["complete", "--", "cre"]);
    expect(half.out.split("\n")[0]).toMatch(/^credentials\t/);
    const flags = await box.brevet(["complete", "--", "request", "--re"]);
    expect(flags.out).toContain("--reason\t");
  });
});
