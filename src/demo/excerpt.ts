/** Which lines of a long output are shown. */
export interface Excerpt {
  /** Nothing before the first line that is like this. */
  readonly from?: RegExp;
  /** Nothing after the first line that is like this. */
  readonly to?: RegExp;
  /** Only lines that are like this. */
  readonly only?: RegExp;
}

/** Those lines of an output; where some are left out, `…` stands for them. */
export function excerpt(text: string, { from, to, only }: Excerpt): string {
  if (from === undefined && to === undefined && only === undefined) return text;
  const lines = text.trimEnd().split("\n");
  const first = from === undefined ? 0 : Math.max(0, find(lines, from));
  const last = to === undefined ? lines.length : find(lines, to);
  const shown = lines.flatMap((line, at) => {
    if (at >= first && at <= last && (only?.test(line) ?? true)) return [line];
    return line === "" ? [] : ["…"];
  });
  return shown.filter((line, at) => line !== "…" || shown[at - 1] !== "…").join("\n");
}

function find(lines: readonly string[], pattern: RegExp): number {
  return lines.findIndex((line) => pattern.test(line));
}
