import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { applyExitCode } from "../../../src/cli/apply-exit-code.ts";
import type { Annotations } from "../../../src/core/decision/annotation.ts";
import { toWords } from "../../../src/core/decision/reason.ts";
import type { Heartbeat } from "../../../src/core/ledger/heartbeat.ts";
import { brevetError, type BrevetError } from "../../../src/core/problem/brevet-error.ts";
import { catalogue } from "../../../src/core/problem/catalogue.ts";
import { problem } from "../../../src/core/problem/problem.ts";
import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { toTimestamp } from "../../../src/core/time/timestamp.ts";
import type { ApplyPorts } from "../../../src/engine/engine-ports.ts";
import { applyText } from "../../../src/views/text/apply.ts";
import { problemsText } from "../../../src/views/text/problems.ts";
import { watchNewsText } from "../../../src/views/text/watch-news.ts";
import { fakeLedger } from "../../fakes/ledger.ts";
import { Town } from "../../fakes/town.ts";

/** What a person sees of a fault, and how the run ends; null where it has no end. */
interface Sight {
  readonly says: string;
  readonly exit: number | null;
}

const root = path.resolve(import.meta.dirname, "../../..");
const page = readFileSync(path.join(root, "docs/what-happens-when.md"), "utf8");
const rows = new Map(
  page
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| /, "").trim()))
    .map(([when = "", sees = "", exit = ""]) => [when, { sees, exit }]),
);

const annotations = JSON.parse(readFileSync(path.join(root, "policies/annotations.json"), "utf8")) as Annotations;

const plain = (_style: unknown, text: string): string => text;
const tell = (news: WatchNews): string => watchNewsText(news, plain);
const at = "2026-11-23T12:00:00Z";

/** One run, and what it prints. */
async function seen(town: Town, over: Partial<ApplyPorts> = {}): Promise<Sight> {
  const report = await town.apply(over);
  return { says: applyText(report, plain), exit: applyExitCode(report) };
}

/** One grant that was given and whose end has come, and one that is asked for. */
async function busyTown(): Promise<Town> {
  const town = await Town.found();
  await town.granted("alice", "a");
  await town.apply();
  town.pass(120);
  await town.granted("bob", "b");
  return town;
}

const failing = (error: BrevetError) => (): Promise<never> => Promise.reject(error);
const remoteDown = brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "could not read from the repository" });
const refused = brevetError("GIT_PUSH_REFUSED", { remote: "origin", branch: "ledger/1", said: "not allowed" });

/** What makes each row of the page happen, and what is printed then. */
const faults: Readonly<Record<string, () => Sight | Promise<Sight>>> = {
  "the git host does not answer": async () => {
    const town = await busyTown();
    return seen(town, { git: { ...town.world.git, fetch: failing(remoteDown) } });
  },
  "the host refuses the ledger's push": async () => {
    const town = await busyTown();
    return seen(town, { ledger: { ...fakeLedger(town.history), append: failing(refused) } });
  },
  "a target does not answer": async () => {
    const town = await busyTown();
    town.target("db").faults.unreachable = true;
    const { says, exit } = await seen(town);
    const target = { at, kind: "target", target: "db", code: "TARGET_UNREACHABLE", message: "it is down" } as const;
    return { says: [says, tell({ ...target, answers: false }), tell({ ...target, answers: true })].join("\n"), exit };
  },
  "another server answers in its place": async () => {
    const town = await busyTown();
    town.target("db").faults.identity = "another";
    return seen(town);
  },
  "it is told to stop": () => ({ says: tell({ at, kind: "stopped" }), exit: 0 }),
  "its key is missing": () => ({
    says: problemsText([{ ...problem("SECRET_MISSING", { ref: "file:engine/key" }), severity: "warning" }], plain),
    exit: 0,
  }),
  "somebody moved the ledger back": async () => {
    const town = await busyTown();
    const { summary, next } = catalogue.LEDGER_REWOUND({ commit: "1".repeat(40), kept: "2".repeat(40) });
    town.history.distrust = { code: "LEDGER_REWOUND", message: summary, next };
    return seen(town);
  },
  "somebody rewrote main": async () => {
    const town = await busyTown();
    const before = (commit: string): string => town.world.repository.stored(commit).parents[0] ?? "";
    town.world.onMain(before(before(town.world.main)));
    await town.granted("bob", "c");
    return seen(town);
  },
  "rules were pushed without their owners": async () => {
    const town = await busyTown();
    const files = { "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [dana], count: 1 }\n" };
    town.world.repository.commit({ files });
    return seen(town);
  },
  "`brevet.yaml` on main cannot be read": async () => {
    const town = await busyTown();
    town.world.repository.commit({ files: { "brevet.yaml": "targets: [" } });
    return seen(town);
  },
  "somebody merges what no reader would read": async () => {
    const town = await busyTown();
    const id = "payments/ledger-db/2026-11-23-poison";
    town.write(id, { [`requests/${id}.yaml`]: `a: &a [${"*a, ".repeat(100)}]\n` });
    town.merge(id);
    return seen(town);
  },
  "the clock is set back while it runs, or disagrees": async () => {
    const town = await busyTown();
    const back = await seen(town, { clock: { now: () => town.now, steppedBackMs: () => 86_400_000 } });
    const apart = problemsText([problem("CLOCKS_DISAGREE", { of: "the witness", seconds: 86_400 })], plain);
    return { ...back, says: back.says + apart };
  },
  "the witness does not answer": async () => {
    const town = await busyTown();
    const open = failing(brevetError("WITNESS_UNREACHABLE", { what: "it did not answer in time" }));
    return seen(town, { witnesses: { pinned: { kind: "file", path: "/w", required: true }, open } });
  },
  "`apply` is run by hand beside a resident": async () => {
    const town = await busyTown();
    const now = toTimestamp(town.now);
    const engine = "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11";
    const heartbeat: Heartbeat = {
      v: 1,
      installation: engine,
      engine,
      beat: 1,
      since: now,
      at: now,
      overdue: 0,
      lost: [],
    };
    const never = failing(remoteDown);
    const runState = { read: () => Promise.resolve({ id: "1", heartbeat }), write: never, clear: never };
    return seen(town, { runState });
  },
  "a source of evidence does not answer": () => ({
    says: [
      { code: "NOT_ON_CALL", facts: { subject: "alice", tier: "high" } },
      { code: "TICKET_NOT_OPEN", facts: { ticket: "INC-1", state: "unknown" } },
    ]
      .map((reason) => toWords(reason, annotations).summary)
      .join("\n"),
    exit: null,
  }),
  "port 9464 is taken": () => ({
    says: tell({ at, kind: "listening", address: null, message: "listen EADDRINUSE: address already in use" }),
    exit: null,
  }),
  "a holder left objects behind in the database": async () => {
    const town = await busyTown();
    const what = "cannot be dropped because some objects depend on it";
    town.target("db").end = failing(brevetError("TARGET_LEFTOVERS", { target: "db", login: "brevet_alice", what }));
    return seen(town);
  },
};

/** What of the product its names stand in: pages, metrics and alerts. */
const namedIn = [
  ...globSync("src/{exporter,views}/**/*.ts", { cwd: root }),
  ...globSync("deploy/**/*.yaml", { cwd: root }),
]
  .map((file) => readFileSync(path.join(root, file), "utf8"))
  .join("\n");

/** A cell as what it quotes (after a code, and between quotation marks), and what it only names. */
function partsOf(cell: string): { readonly quotes: readonly string[]; readonly names: readonly string[] } {
  const parts = cell.split("; ").map((part) => part.trim());
  const said = parts.flatMap((part) => [...part.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text));
  const rest = parts.filter((part) => !part.includes('"'));
  const isQuote = (part: string): boolean => /^(?:Frozen|Rules|Refused)\b/.test(part) || /^`[A-Z]+_[A-Z_]+/.test(part);
  return {
    quotes: [...said, ...rest.filter(isQuote).map((part) => part.replaceAll("`", ""))],
    names: rest.filter((part) => !isQuote(part)).map((part) => part.replace(/^`brevet \w+`: /, "")),
  };
}

/** A quoted text as a pattern: what stands for a part that differs is anything. */
function toPattern(text: string): RegExp {
  const parts = text.split("…").map((part) => part.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(parts.map((part) => part.replaceAll(/\s+/g, String.raw`\s+`)).join("[^]*?"));
}

it("has no fault that the page does not tell of", () => {
  expect(Object.keys(faults).filter((when) => !rows.has(when))).toEqual([]);
});

it.each([...rows])("when %s", async (when, { sees, exit }) => {
  const { quotes, names } = partsOf(sees);
  const words = names.map((name) => /(?<=`)[^`]+(?=`)|last sign of life/.exec(name)?.[0] ?? name);
  expect(words.filter((word) => !namedIn.includes(word))).toEqual([]);
  // What is not made to happen here quotes at least what the catalogue says.
  const sight = (await faults[when]?.()) ?? null;
  const isSaid = (quote: string): boolean => (sight === null ? inCatalogue(quote) : toPattern(quote).test(sight.says));
  expect(quotes.filter((quote) => !isSaid(quote))).toEqual([]);
  expect(sight === null ? exit : String(sight.exit ?? "–")).toBe(exit);
});

/** Whether a code's own words are those that are quoted after it. */
function inCatalogue(quote: string): boolean {
  const [, code = "", said = ""] = /^([A-Z_]+):? ?(.*)$/.exec(quote) ?? [];
  const words = (catalogue as Readonly<Record<string, (p: unknown) => { readonly summary: string }>>)[code];
  const anything = new Proxy({}, { get: () => "…" });
  return words !== undefined && toPattern(said).test(words(anything).summary);
}
