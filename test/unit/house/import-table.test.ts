import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import type { ICruiseOptions, ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import rules, { nouns } from "../../../dependency-cruiser.config.ts";

interface Row {
  readonly in: string;
  readonly imports: string;
  readonly breaks?: string;
}

const root = path.resolve(import.meta.dirname, "../../..");
const value = (module: string): string => `import * as it from "${module}"; void it;`;
const type = (module: string): string => `import type * as It from "${module}"; export type A = typeof It;`;

const leftward: readonly Row[] = nouns.flatMap((noun, index) => [
  ...nouns.slice(index + 1).map((right) => ({
    in: `src/core/${noun}/to-${right}.ts`,
    imports: value(`../${right}/leaf.ts`),
    breaks: `core-${noun}`,
  })),
  ...nouns.slice(0, index + 1).map((left) => ({
    in: `src/core/${noun}/from-${left}.ts`,
    imports: value(`../${left}/leaf.ts`),
  })),
]);

const rows: readonly Row[] = [
  ...leftward,
  { in: "src/core/json/engine.ts", imports: type("../../engine/check.ts"), breaks: "core-alone" },
  { in: "src/core/json/port.ts", imports: type("../../ports/git.ts"), breaks: "core-alone" },
  { in: "src/core/json/adapter.ts", imports: value("../../git/read.ts"), breaks: "core-alone" },
  { in: "src/core/json/fs.ts", imports: value("node:fs"), breaks: "core-pure" },
  { in: "src/core/json/crypto.ts", imports: value("node:crypto"), breaks: "core-pure" },
  { in: "src/core/json/old-fs.ts", imports: value("fs"), breaks: "core-pure" },
  { in: "src/core/json/hash.ts", imports: value("../sha256/node.ts"), breaks: "core-sha256-by-name" },
  { in: "src/core/json/hash-by-name.ts", imports: value("#sha256") },
  { in: "src/core/json/compile.ts", imports: value("../ajv/node.ts"), breaks: "core-ajv-by-name" },
  { in: "src/core/json/compile-by-name.ts", imports: value("#ajv") },
  { in: "src/core/json/git.ts", imports: value("simple-git"), breaks: "core-packages" },
  { in: "src/core/json/yaml.ts", imports: value("yaml") },
  { in: "src/core/json/ajv.ts", imports: value("ajv") },
  { in: "src/core/json/canonicalize.ts", imports: value("canonicalize") },
  { in: "src/core/json/temporal.ts", imports: value("temporal-polyfill") },
  { in: "src/core/json/typebox.ts", imports: value("typebox"), breaks: "core-typebox-types" },
  { in: "src/core/json/typebox-type.ts", imports: type("typebox/schema") },
  { in: "src/core/json/cli.ts", imports: value("../../cli/main.ts"), breaks: "not-from-above" },
  { in: "src/core/helper/any.ts", imports: value("../json/leaf.ts") },
  { in: "src/engine/unknown-noun.ts", imports: value("../core/helper/any.ts"), breaks: "core-known" },

  { in: "src/ports/core-type.ts", imports: type("../core/json/leaf.ts") },
  { in: "src/ports/port-type.ts", imports: type("./git.ts") },
  { in: "src/ports/core-value.ts", imports: value("../core/json/leaf.ts"), breaks: "ports-types" },
  { in: "src/ports/engine-type.ts", imports: type("../engine/check.ts"), breaks: "ports-core" },
  { in: "src/ports/sdk-type.ts", imports: type("simple-git"), breaks: "ports-core" },

  { in: "src/engine/core.ts", imports: value("../core/json/leaf.ts") },
  { in: "src/engine/port.ts", imports: type("../ports/git.ts") },
  { in: "src/engine/adapter.ts", imports: value("../git/read.ts"), breaks: "engine" },
  { in: "src/engine/adapter-type.ts", imports: type("../git/read.ts"), breaks: "engine" },
  { in: "src/engine/view.ts", imports: value("../views/text/check.ts"), breaks: "engine" },
  { in: "src/engine/compose.ts", imports: value("../compose/forge.ts"), breaks: "engine" },
  { in: "src/engine/fs.ts", imports: value("node:fs"), breaks: "engine-packages" },
  { in: "src/engine/sdk.ts", imports: value("simple-git"), breaks: "engine-packages" },

  { in: "src/ledger/core.ts", imports: value("../core/json/leaf.ts") },
  { in: "src/ledger/port.ts", imports: type("../ports/git.ts") },
  { in: "src/ledger/fs.ts", imports: value("node:fs") },
  { in: "src/ledger/git.ts", imports: value("../git/read.ts"), breaks: "adapter-alone" },
  { in: "src/git/forge.ts", imports: type("../forge/plain/prove.ts"), breaks: "adapter-alone" },
  { in: "src/policy/engine.ts", imports: value("../engine/check.ts"), breaks: "adapter-alone" },
  { in: "src/signature/view.ts", imports: value("../views/text/check.ts"), breaks: "adapter-alone" },
  { in: "src/evidence/compose.ts", imports: value("../compose/forge.ts"), breaks: "adapter-alone" },
  { in: "src/notify/slack/git.ts", imports: value("../../git/read.ts"), breaks: "adapter-alone" },
  { in: "src/targets/x509/ssh.ts", imports: value("../ssh/sign.ts"), breaks: "kind-alone" },
  { in: "src/targets/registry.ts", imports: `export const x509 = (): unknown => import("./x509/issue.ts");` },
  { in: "src/forge/plain/github.ts", imports: value("../github/prove.ts"), breaks: "kind-alone" },

  { in: "src/views/text/core.ts", imports: value("../../core/report/leaf.ts") },
  { in: "src/views/text/fs.ts", imports: value("node:fs"), breaks: "views-pure" },
  { in: "src/views/text/port.ts", imports: type("../../ports/git.ts"), breaks: "views" },
  { in: "src/views/text/engine.ts", imports: type("../../engine/check.ts"), breaks: "views" },

  { in: "src/compose/git.ts", imports: value("../git/read.ts") },
  { in: "src/compose/engine.ts", imports: value("../engine/check.ts") },
  { in: "src/compose/view.ts", imports: value("../views/text/check.ts"), breaks: "compose" },
  { in: "src/compose/cli.ts", imports: value("../cli/main.ts"), breaks: "compose" },

  { in: "src/cli/compose.ts", imports: value("../compose/forge.ts") },
  { in: "src/cli/engine.ts", imports: value("../engine/check.ts") },
  { in: "src/cli/view.ts", imports: value("../views/text/check.ts") },
  { in: "src/cli/port-type.ts", imports: type("../ports/git.ts") },
  { in: "src/cli/port-value.ts", imports: value("../ports/git.ts"), breaks: "commands-port-types" },
  { in: "src/cli/adapter.ts", imports: value("../git/read.ts"), breaks: "commands" },
  { in: "src/action/adapter.ts", imports: type("../targets/x509/issue.ts"), breaks: "commands" },
  { in: "src/action/cli.ts", imports: value("../cli/main.ts"), breaks: "commands" },

  { in: "src/demo/engine.ts", imports: value("../engine/check.ts"), breaks: "demo" },
  { in: "src/compose/demo.ts", imports: value("../demo/main.ts"), breaks: "not-from-above" },

  { in: "src/git/development.ts", imports: value("graphql"), breaks: "declared" },
  { in: "src/git/undeclared.ts", imports: value("left-pad"), breaks: "resolvable" },
  { in: "src/git/test.ts", imports: value("../../test/needs.ts"), breaks: "no-tests-in-src" },
  { in: "src/git/one.ts", imports: value("./two.ts"), breaks: "no-circular" },
];

const leaves: readonly string[] = [
  ...nouns.map((noun) => `src/core/${noun}/leaf.ts`),
  "src/ports/git.ts",
  "src/engine/check.ts",
  "src/git/read.ts",
  "src/forge/plain/prove.ts",
  "src/forge/github/prove.ts",
  "src/targets/x509/issue.ts",
  "src/targets/ssh/sign.ts",
  "src/views/text/check.ts",
  "src/compose/forge.ts",
  "src/cli/main.ts",
  "src/demo/main.ts",
  "test/needs.ts",
];

describe("the import table of docs/architecture.md", () => {
  let tree: string;
  let broken: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    tree = await mkdtemp(path.join(tmpdir(), "brevet-import-table-"));
    for (const noun of ["ajv", "sha256"])
      await cp(path.join(root, "src/core", noun), path.join(tree, "src/core", noun), { recursive: true });
    for (const file of ["package.json", "tsconfig.json"]) await cp(path.join(root, file), path.join(tree, file));
    await symlink(path.join(root, "node_modules"), path.join(tree, "node_modules"));
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
      await writeFile(path.join(tree, file), text);
    };
    for (const leaf of leaves) await write(leaf, "export const leaf = 1;\n");
    await write("src/git/two.ts", value("./one.ts"));
    for (const row of rows) await write(row.in, `${row.imports}\n`);

    const { cache: _cache, ...options } = rules.options as ICruiseOptions;
    const { output } = await cruise(
      ["src"],
      { ...options, baseDir: tree, validate: true, ruleSet: { forbidden: [...(rules.forbidden ?? [])] } },
      { ...options.enhancedResolveOptions },
      { tsConfig: extractTSConfig(path.join(tree, "tsconfig.json")) },
    );
    const { violations } = (output as ICruiseResult).summary;
    const named = Object.entries(Object.groupBy(violations, (violation) => violation.from));
    broken = new Map(named.map(([from, of]) => [from, (of ?? []).map((violation) => violation.rule.name)]));
  });

  afterAll(async () => {
    await rm(tree, { recursive: true, force: true });
  });

  it.each(rows.filter((row) => row.breaks !== undefined))("refuses $in: $imports", (row) => {
    expect(broken.get(row.in) ?? []).toContain(row.breaks);
  });

  it.each(rows.filter((row) => row.breaks === undefined))("lets pass $in: $imports", (row) => {
    expect(broken.get(row.in) ?? []).toEqual([]);
  });

  it("has a planted break for every rule", () => {
    const planted = new Set(rows.map((row) => row.breaks));
    // core/report, the last noun, has nothing to its right; core-alone covers the rest.
    const proved = (rules.forbidden ?? []).map((rule) => rule.name).filter((name) => name !== "core-report");
    expect(proved.filter((name) => !planted.has(name))).toEqual([]);
  });
});
