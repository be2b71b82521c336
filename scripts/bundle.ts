import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { rolldown } from "rolldown";

/*
 * Puts what `tsc` built of the command line into few files (docs/adr/0017): finding and compiling some four hundred modules
 * was most of what a short command took. `--out FOLDER`: the built folder, else dist.
 */
const root = path.join(import.meta.dirname, "..");
const out = path.join(process.argv[2] === "--out" ? (process.argv[3] ?? "") : path.join(root, "dist"), "cli");

/** Programs of their own, found beside the one that starts them. */
const programs = {
  main: "src/cli/main.ts",
  "judging-thread": "src/policy/host/judging-thread.ts",
  child: "src/policy/toolchain/child.ts",
};

/** Small packages that nearly every command needs, put in with what they need themselves. All others stay packages. */
const included =
  /^(?:commander|yaml|canonicalize|temporal-polyfill|temporal-utils|@open-policy-agent\/opa-wasm|sprintf-js)(?:\/|$)/;
const ajvPieces = /^(?:ajv\/dist\/runtime\/|fast-deep-equal$)/;

for (const chunk of globSync("chunk-*", { cwd: out })) rmSync(path.join(out, chunk));
const build = await rolldown({
  cwd: root,
  input: programs,
  platform: "node",
  resolve: { conditionNames: ["development", "import", "node", "default"] },
  external: (id) => /^[a-z@]/.test(id) && !path.isAbsolute(id) && !included.test(id) && !ajvPieces.test(id),
  onLog(level, log, handle) {
    if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
    handle(level, log);
  },
});
const { output } = await build.write({
  dir: out,
  format: "esm",
  sourcemap: true,
  entryFileNames: "[name].js",
  chunkFileNames: "chunk-[hash].js",
});
await build.close();

const packages = new Set(
  output
    .flatMap((file) => (file.type === "chunk" ? file.moduleIds : []))
    .flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? []),
);
writeFileSync(
  path.join(out, "LICENSES.txt"),
  [...packages]
    .sort()
    .map(licenceOf)
    .join(`\n${"-".repeat(80)}\n\n`),
);

/** What a package's licence demands to be told with it. */
function licenceOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  const texts = globSync("{LICENSE,LICENCE,NOTICE}*", { cwd: folder });
  if (texts.length === 0) throw new Error(`${name} bears no licence`);
  return `${name} ${version}\n\n${texts.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n")}`;
}
