import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { isRego, isSource, isTested, pick } from "../../src/policy/lock/sources.ts";
import { createToolchain } from "../../src/policy/toolchain/wasm-toolchain.ts";
import type { PolicyFiles } from "../../src/ports/policy.ts";
import { nativeOpa, pinFolder } from "../fakes/native-opa.ts";
import { ownPolicies } from "../fakes/policies.ts";
import { describeWith, go, toolchain as installed } from "../needs.ts";

const toolchain = createToolchain();
const options = { signal: AbortSignal.timeout(600_000) };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Calls OPA's own command in a folder that holds these files and nothing else. */
function natively(files: PolicyFiles, call: (opa: string, folder: string, beside: string) => Uint8Array): Uint8Array {
  const root = mkdtempSync(path.join(tmpdir(), "brevet-opa-"));
  try {
    const folder = path.join(root, "files");
    for (const [name, bytes] of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
    writeFileSync(path.join(root, "capabilities.json"), ownPolicies().get("capabilities.json") ?? "");
    return call(nativeOpa(), folder, root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function builtByOpa(files: PolicyFiles): Uint8Array {
  return natively(pick(files, isSource), (opa, cwd, beside) => {
    const bundle = path.join(beside, "bundle.tar.gz");
    const limits = ["--capabilities", path.join(beside, "capabilities.json")];
    const flags = ["--target=wasm", "--entrypoint=brevet/decision/main", ...limits, `--output=${bundle}`];
    execFileSync(opa, ["build", ...flags, "."], { cwd });
    const tar = path.join(beside, "bundle.tar");
    writeFileSync(tar, gunzipSync(readFileSync(bundle)));
    return execFileSync("tar", ["-xOf", tar, "/policy.wasm"], { maxBuffer: 64 * 1024 * 1024 });
  });
}

function edited(file: string, edit: (source: string) => string): PolicyFiles {
  const files = ownPolicies();
  return files.set(file, text(edit(new TextDecoder().decode(files.get(file)))));
}

it("is the OPA that tools/opa/go.mod names", () => {
  const pin = /open-policy-agent\/opa v\S+/;
  const [ours, theirs] = [path.join(pinFolder, "../../toolchain"), pinFolder].map(
    (folder) => pin.exec(readFileSync(path.join(folder, "go.mod"), "utf8"))?.[0],
  );
  expect(ours).toBe(theirs);
});

describeWith([installed, go], "the toolchain, beside OPA's own command of the same version", () => {
  // Go makes OPA when it is first asked for, which takes a minute or two.
  beforeAll(() => {
    nativeOpa();
  }, 600_000);

  it.each([
    { name: "the repository's rules", files: ownPolicies() },
    {
      name: "rules with another limit and more lines",
      files: edited("rules/lease/limit/limit.rego", (source) => `\n\n${source.replace("> input", "> 2 * input")}`),
    },
    {
      name: "rules of an organisation's own that use much of the language",
      files: edited("own/ticket/ticket.rego", (source) => `${source}\n${ampleRego}`),
    },
  ])("builds $name to the same bytes", async ({ files }) => {
    const built = await toolchain.build(files, options);
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    const [ours, theirs] = [built.value.get("policy.wasm") ?? text(""), builtByOpa(files)];
    expect(ours.length).toBe(theirs.length);
    expect(Buffer.compare(ours, theirs)).toBe(0);
  });

  it("writes rules as opa fmt does", async () => {
    const messy = `package  brevet.own.ticket\n\nimport data.brevet.lib.result\ndeny contains  "a"  if {input.request.seconds>1\n}\n`;
    const files = new Map([["own/ticket/ticket.rego", text(messy)]]);
    const formatted = await toolchain.format(files, options);
    const theirs = natively(files, (opa, cwd) => execFileSync(opa, ["fmt", "own/ticket/ticket.rego"], { cwd }));
    if (!formatted.ok) throw new Error(JSON.stringify(formatted.problems));
    expect(new TextDecoder().decode(formatted.value.get("own/ticket/ticket.rego"))).toBe(
      new TextDecoder().decode(theirs),
    );
  });

  it("runs the tests that opa test runs, and covers the lines that it covers", async () => {
    const files = ownPolicies();
    files.delete("rules/lease/window/window_test.rego");
    const tested = await toolchain.test(files, null, options);
    if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
    const theirs = JSON.parse(
      new TextDecoder().decode(
        natively(pick(files, isRego), (opa, cwd) =>
          execFileSync(opa, ["test", "--coverage", "."], { cwd, maxBuffer: 64 * 1024 * 1024 }),
        ),
      ),
    ) as {
      readonly files: Record<
        string,
        { readonly not_covered?: readonly { readonly start: { readonly row: number } }[] }
      >;
    };
    const missed = Object.entries(theirs.files).flatMap(([file, { not_covered = [] }]) =>
      isTested(file) ? not_covered.map(({ start }) => `policies/${file}:${start.row}`) : [],
    );
    expect(missed.length).toBeGreaterThan(0);
    expect(tested.value.uncovered.map(({ path, from }) => `${path}:${from}`).toSorted()).toEqual(missed.toSorted());
  });
});

const ampleRego = `
warn contains result.reason(rego.metadata.chain(), {"tier": $"{level}-{count(names)}", "like": _word}) if {
	some level in ["low", "high"]
	names := {name | some name in input.resource.owners; startswith(name, "team:")}
	every name in names { name != "" }
	not _names_one(input.request.reason)
	walk(input.role.attributes, [path, value])
	is_string(value)
	count(path) > 0
}

default _word := "none"

_word := "one" if count(input.approvals) == 1 else := "two" if count(input.approvals) == 2
`;
