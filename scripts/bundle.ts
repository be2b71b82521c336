import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { rolldown } from "rolldown";

/*
 * Puts what `tsc` built of the command line into few files (docs/adr/0017): finding and compiling some four hundred modules
 * was most of what a short command took. And the Action, with every package that it may need (docs/adr/0020). `--out FOLDER`:
 * the built folder, else dist. `--only cli|action`: one of them.
 */
const root = path.join(import.meta.dirname, "..");
const out = optionOf("--out") ?? path.join(root, "dist");
const only = optionOf("--only");

interface Bundle {
  readonly name: "cli" | "action";
  /** Programs of their own, found beside the one that starts them. */
  readonly programs: { readonly [name: string]: string };
  readonly isExternal: (id: string) => boolean;
  readonly alias: { readonly [id: string]: string };
}

const warm = { "warm-child": "src/policy/toolchain/warm-child.ts" };
const beside = { "judging-thread": "src/policy/host/judging-thread.ts", child: "src/policy/toolchain/child.ts" };

/** Small packages that nearly every command needs, put in with what they need themselves. All others stay packages. */
const included = /^(?:commander|yaml|canonicalize|temporal-polyfill|temporal-utils)(?:\/|$)/;
const ajvPieces = /^(?:ajv\/dist\/runtime\/|fast-deep-equal$)/;

const bundles: readonly Bundle[] = [
  {
    name: "cli",
    programs: { main: "src/cli/main.ts", "trial-thread": "src/policy/invariants/trial-thread.ts", ...warm, ...beside },
    isExternal: (id) => /^[a-z@]/.test(id) && !path.isAbsolute(id) && !included.test(id) && !ajvPieces.test(id),
    alias: {},
  },
  {
    name: "action",
    programs: { main: "src/action/main.ts", "trial-thread": "src/policy/invariants/trial-thread.ts", ...beside },
    // What a package would like to have and does without.
    isExternal: (id) => id === "pg-native" || id === "pg-cloudflare",
    alias: {
      // Its own way to Ajv is a package found at run time, and there is none.
      "#ajv": path.join(root, "src/core/ajv/pure.ts"),
    },
  },
];

for (const bundle of bundles) if (only === null || only === bundle.name) await write(bundle);

async function write({ name, programs, isExternal, alias }: Bundle): Promise<void> {
  const folder = path.join(out, name);
  for (const chunk of globSync("chunk-*", { cwd: folder })) rmSync(path.join(folder, chunk));
  const build = await rolldown({
    cwd: root,
    input: programs,
    platform: "node",
    resolve: {
      conditionNames: ["development", "import", "node", "default"],
      // What a package has as modules keeps its names when it is put in.
      mainFields: ["module", "main"],
      alias,
    },
    external: isExternal,
    onLog(level, log, handle) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
      handle(level, log);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    sourcemap: name === "cli",
    // The Action is fetched by every job: without comments, indents and what is never reached, but with every name as it is in the sources.
    minify: name === "action" && { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    entryFileNames: "[name].js",
    chunkFileNames: "chunk-[hash].js",
  });
  await build.close();
  const chunks = output.filter(({ type }) => type === "chunk");
  if (name === "cli") for (const { fileName } of chunks) inAscii(path.join(folder, fileName));
  const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  writeFileSync(path.join(folder, "LICENSES.txt"), licencesOf(modules));
}

/** A source with one character beyond Latin-1 is kept in twice the memory. None of them stands where an escape says something else. */
function inAscii(file: string): void {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/[^\0-\x7f]/g, escaped));
}

function optionOf(name: string): string | null {
  const place = process.argv.indexOf(name);
  return place === -1 ? null : (process.argv[place + 1] ?? null);
}

/** What the licences of the packages that those modules are from demand to be told with them. */
function licencesOf(modules: readonly string[]): string {
  const packages = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? []),
  );
  return [...packages]
    .sort()
    .map(licenceOf)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const texts = globSync("{LICENSE,LICENCE,NOTICE,license}*", { cwd: folder });
  if (texts.length > 0)
    return `${name} ${version}\n\n${texts.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n")}`;
  const told = license === undefined ? null : licenceInReadme(folder);
  if (told === null) throw new Error(`${name} (${license ?? "?"}) bears no licence`);
  return `${name} ${version}\n\n${told}\n`;
}

/** Some tell it at the end of their README alone. */
function licenceInReadme(folder: string): string | null {
  const [readme] = globSync("README*", { cwd: folder });
  const text = readme === undefined ? "" : readFileSync(path.join(folder, readme), "utf8");
  return /^#+ licen[sc]e\s+(?<text>[^]+)$/im.exec(text)?.groups?.["text"] ?? null;
}
