import type { DependencyType, IConfiguration, IRegularForbiddenRuleType } from "dependency-cruiser";

/* The import table of docs/architecture.md, as rules. test/unit/house proves that each of them bites. */

/** core's nouns: each may import those to its left. */
export const nouns: readonly string[] = [
  "json",
  "time",
  "problem",
  "yaml",
  "config",
  "catalog",
  "request",
  "statement",
  "decision",
  "grant",
  "plan",
  "ledger",
  "report",
];

const layers = "core|ports|engine|views|compose|cli|action|demo";
const adapters = `^src/(?!(?:${layers})/)([^/]+)/`;
const typeOnly: DependencyType[] = ["type-only"];

function forbid(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
): IRegularForbiddenRuleType {
  return { name, comment, severity: "error", from, to };
}

const config: IConfiguration = {
  forbidden: [
    forbid("no-circular", "A cycle has no order to read it in.", {}, { circular: true }),
    forbid("resolvable", "What is imported exists and is declared.", {}, { couldNotResolve: true }),
    forbid(
      "declared",
      "Packages come from package.json, and the product needs no development dependency.",
      { path: "^src/" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
    ),

    ...nouns.map((noun, index) =>
      forbid(
        `core-${noun}`,
        `core/${noun} imports only core to its left: ${nouns.slice(0, index).join(", ") || "nothing"}.`,
        { path: `^src/core/${noun}/` },
        { path: "^src/", pathNot: `^src/core/(?:ajv|sha256|${nouns.slice(0, index + 1).join("|")})/` },
      ),
    ),
    forbid(
      "core-known",
      "core has these nouns and no others, each a folder.",
      { path: "^src/", pathNot: `^src/core/(?:ajv|sha256|${nouns.join("|")})/` },
      { path: "^src/core/", pathNot: `^src/core/(?:ajv|sha256|${nouns.join("|")})/` },
    ),
    forbid(
      "core-sha256-by-name",
      "SHA-256 is imported as #sha256, so that a browser gets the pure one.",
      { path: "^src/" },
      { path: "^src/core/sha256/", dependencyTypesNot: ["aliased-subpath-import"] },
    ),
    forbid(
      "core-ajv-by-name",
      "Ajv is loaded by #ajv, when a schema is met that was not compiled beforehand.",
      { path: "^src/" },
      { path: "^src/core/ajv/", dependencyTypesNot: ["aliased-subpath-import"] },
    ),
    forbid(
      "core-pure",
      "core does no I/O: no modules of Node.",
      { path: "^src/core/", pathNot: "^src/core/(?:ajv|sha256)/node\\.ts$" },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "core-packages",
      "core uses yaml, ajv, canonicalize and temporal-polyfill, and types of typebox.",
      { path: "^src/core/", pathNot: "^src/core/sha256/" },
      { path: "node_modules/", pathNot: "node_modules/(?:yaml|ajv|canonicalize|temporal-polyfill|typebox)/" },
    ),
    forbid(
      "core-typebox-types",
      "Of typebox core uses types only: schemas are plain JSON Schema.",
      { path: "^src/" },
      { path: "node_modules/typebox/", dependencyTypesNot: typeOnly },
    ),
    forbid("core-alone", "core knows nothing outside core.", { path: "^src/core/" }, { path: "^src/(?!core/)" }),

    forbid(
      "ports-types",
      "Ports are interfaces: types of core and of each other, values of nothing.",
      { path: "^src/ports/" },
      { dependencyTypesNot: typeOnly },
    ),
    forbid(
      "ports-core",
      "Ports speak in the words of core and of nothing else.",
      { path: "^src/ports/" },
      { pathNot: "^src/(?:core|ports)/" },
    ),
    forbid(
      "engine",
      "A use case knows core and ports, never an adapter, a view or a command.",
      { path: "^src/engine/" },
      { path: "^src/", pathNot: "^src/(?:core|ports|engine)/" },
    ),
    forbid(
      "engine-packages",
      "A use case reaches the outside through ports: no modules of Node, no SDK.",
      { path: "^src/engine/" },
      { dependencyTypes: ["core", "npm"] },
    ),
    forbid(
      "adapter-alone",
      "An adapter knows core and ports, never another adapter, the engine or what builds it.",
      { path: adapters },
      { path: "^src/", pathNot: "^src/(?:core|ports|$1)/" },
    ),
    forbid(
      "kind-alone",
      "One kind of target, forge, evidence or notifier knows nothing of the others.",
      { path: "^src/(targets|forge|evidence|notify)/([^/]+)/" },
      { path: "^src/$1/[^/]+/", pathNot: "^src/$1/$2/" },
    ),
    forbid(
      "views",
      "A view turns a report into text: it knows core alone.",
      { path: "^src/views/" },
      { path: "^src/", pathNot: "^src/(?:core|views)/" },
    ),
    forbid("views-pure", "A view does no I/O.", { path: "^src/views/" }, { dependencyTypes: ["core"] }),
    forbid(
      "compose",
      "compose builds adapters: it shows nothing and is no command.",
      { path: "^src/compose/" },
      { path: "^src/(?:views|cli|action|demo)/" },
    ),
    forbid(
      "commands",
      "Commands are thin: compose, engine, views and core, never an adapter.",
      { path: "^src/(cli|action)/" },
      { path: "^src/", pathNot: "^src/(?:compose|engine|views|core|ports|$1)/" },
    ),
    forbid(
      "commands-port-types",
      "Commands know ports by type alone.",
      { path: "^src/(?:cli|action)/" },
      { path: "^src/ports/", dependencyTypesNot: typeOnly },
    ),
    forbid(
      "demo",
      "The demo reaches the product through its command line only.",
      { path: "^src/demo/" },
      { path: "^src/(?!demo/)" },
    ),
    forbid(
      "not-from-above",
      "Nothing imports commands or the demo.",
      { path: "^src/(?!cli/|action/|demo/)" },
      { path: "^src/(?:cli|action|demo)/" },
    ),
    forbid("no-tests-in-src", "The product needs no test.", { path: "^src/" }, { path: "^(?:test|scripts|bench)/" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["development", "import", "node", "default"],
    },
    cache: { folder: ".cache/depcruise", strategy: "content" },
  },
};

export default config;
