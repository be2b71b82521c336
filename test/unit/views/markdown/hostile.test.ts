import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { ApplyReport } from "../../../../src/core/report/report.ts";
import { applyMarkdown } from "../../../../src/views/markdown/apply.ts";
import { checkMarkdown } from "../../../../src/views/markdown/check.ts";
import { code, prose, row } from "../../../../src/views/markdown/escape.ts";
import { givenMarkdown } from "../../../../src/views/markdown/given.ts";
import { problemsAnnotations } from "../../../../src/views/annotations/problems.ts";
import { allowed, hostile, tricks } from "./answers.ts";

/** Tags that views write themselves, and those that Markdown makes of what they write. */
const own = "h3 h4 p br sub strong code ul li table thead tbody tr th td details summary span".split(" ");

const all = tricks.join(" ");

const apply: ApplyReport = {
  ok: false,
  main: null,
  ledger: null,
  admitted: tricks,
  refused: tricks.map((text) => ({ id: text, code: "PENDING", message: text })),
  rules: [],
  changes: tricks.map((text) => ({
    action: "start",
    because: text,
    grant: text,
    target: text,
    entitlement: text,
    subject: text,
    outcome: "failed",
    code: "TARGET_FAILED",
    message: text,
  })),
  drift: tricks.map((text) => ({ kind: "foreign", target: text, grant: text, principal: text })),
  problems: [{ code: "LEDGER_BUSY", severity: "error", message: all, next: all, path: all }],
  frozen: { code: "MAIN_REWRITTEN", message: all },
  next_at: null,
};

/** What stands in the page beside names and values that are shown sign by sign. */
function shown(markdown: string): { readonly tags: readonly string[]; readonly text: string } {
  const html = micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const tags = [...html.matchAll(/<\/?(?<tag>[a-z][a-z0-9]*)/gi)].map(({ groups }) => groups?.["tag"] ?? "");
  const bare = html.replaceAll(/<code>[^]*?<\/code>/g, "").replaceAll(/<[^>]*>/g, "");
  return { tags: [...new Set(tags)].filter((tag) => !own.includes(tag)), text: entities(bare) };
}

function entities(html: string): string {
  const known: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
  return html.replaceAll(/&(lt|gt|amp|quot);/g, (_, name: string) => known[name] ?? "");
}

/** What GitHub makes links, mentions and references of, once Markdown is HTML. */
const meant = /@[\w-]|#\d|\bGH-\d|https?:\/\/|\bwww\.|:[\w+-]+:/i;

describe("S40 text from a request or a target", () => {
  it.each([
    { name: "in the comment", markdown: checkMarkdown(hostile, judgedWith(null)) },
    { name: "in what the forge says", markdown: checkMarkdown(allowed, judgedWith(all)) },
    { name: "in what became of a merge", markdown: givenMarkdown(hostile, all, apply) },
    { name: "in the summary of a reconcile", markdown: applyMarkdown(apply) },
    ...tricks.map((text) => ({ name: `as words: ${JSON.stringify(text)}`, markdown: `It says ${prose(text)}` })),
    ...tricks.map((text) => ({ name: `as a value: ${JSON.stringify(text)}`, markdown: `- ${code(text)}` })),
  ])("is text and nothing else $name", ({ markdown }) => {
    const { tags, text } = shown(markdown);
    expect(tags).toEqual([]);
    expect(text).not.toMatch(meant);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  });

  it("stays in its cell of a table", () => {
    const table = [row("a", "b"), row("---", "---"), ...tricks.map((text) => row(code(text), prose(text)))].join("\n");
    const html = micromark(table, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    expect(html.match(/<td>/g)).toHaveLength(2 * tricks.length);
  });

  it("opens nothing that is folded, and folds nothing that is open", () => {
    const { text } = shown(checkMarkdown(hostile, judgedWith(null)));
    const html = micromark(checkMarkdown(hostile, judgedWith(null)), { allowDangerousHtml: true, extensions: [gfm()] });
    expect([html.match(/<details>/g), html.match(/<\/details>/g)]).toMatchObject([["<details>"], ["</details>"]]);
    expect(text).toContain("Exactly what will happen");
  });

  it("is one command to the runner, whatever is in it", () => {
    const text = "x\r\n::add-mask::y\n%0A::set-output name=a::b,line=1:";
    const told = problemsAnnotations([
      { code: "NAME_UNKNOWN", severity: "error", path: text, line: 1, column: 2, message: text, next: text },
    ]);
    expect(told.match(/\n/g)).toHaveLength(1);
    const [properties = ""] = told.slice("::error ".length).split("::");
    expect(properties.split(",").map((part) => part.split("=")[0])).toEqual(["file", "line", "col", "title"]);
  });
});

function judgedWith(stopped: string | null): Parameters<typeof checkMarkdown>[1] {
  return { head: "0".repeat(40), rules: "sha256-", then: "merges", stopped, explained: [], replayed: null };
}
