import { visible } from "../text/visible.ts";

/** Nobody needs more of one value than this to see what it is. */
const longest = 1000;

/** Parts a sign from what would give it a meaning: a mention, a link, a reference, an emoji. It takes no room. */
const apart = "\u200b";

/**
 * A text from elsewhere as plain words: no Markdown, HTML or formula, and nothing that GitHub makes of text afterwards,
 * where neither a backslash nor an entity helps. Never to begin a line with.
 */
export function prose(text: string): string {
  return visible(cut(text))
    .replaceAll(/[\\`*_~[\]#!]/g, "\\$&")
    .replaceAll(/[@#]|:(?=\/\/|[\w+-]+:)|www(?=\.)|GH(?=-)/gi, `$&${apart}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("|", "&#124;")
    .replaceAll("$", "<span>$</span>");
}

/** The same as a name or value to be read sign by sign: inside it nothing means anything. */
export function code(text: string): string {
  const shown = visible(cut(text));
  if (shown.trim() === "") return "–";
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Names in a row. */
export function codes(texts: readonly string[], last: "and" | "or"): string {
  const shown = texts.map(code);
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1) ?? ""}`;
}

/** A row of a table. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
