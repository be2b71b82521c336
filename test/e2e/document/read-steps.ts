/** One command of a document, and what a reader is promised to see. */
export interface Step {
  readonly line: number;
  readonly command: string;
  /** How it ends: `# exits 1` at the end of a command says so; else 0. */
  readonly exits: number;
  /** Lines in the order in which they must appear; `…` stands for anything. */
  readonly shows: readonly string[];
}

/** The commands of a document's fenced `console` blocks, in order: lines that begin with `$ `, continued by `>`. */
export function readSteps(markdown: string): readonly Step[] {
  const steps: { line: number; command: string; exits: number; shows: string[] }[] = [];
  let inside = false;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (/^\s*```/.test(line)) {
      inside = /^\s*```console\s*$/.test(line);
      continue;
    }
    if (!inside) continue;
    const last = steps.at(-1);
    if (line.startsWith("$ ")) {
      const exits = /#\s*exits\s+(\d+)\s*$/.exec(line)?.[1] ?? "0";
      steps.push({ line: index + 1, command: line.slice(2), exits: Number(exits), shows: [] });
    } else if (/^>(?: |$)/.test(line) && last !== undefined && last.shows.length === 0)
      last.command += `\n${line.slice(2)}`;
    else if (line.trim() !== "") last?.shows.push(line.trim());
  }
  return steps;
}

/** The first promised line that the output does not show in its place, or null. */
export function firstMissing(shows: readonly string[], output: string): string | null {
  const lines = output.split("\n");
  let at = 0;
  for (const promised of shows) {
    if (/^[….\s]+$/u.test(promised)) continue;
    const pattern = new RegExp(promised.split("…").map(escaped).join(".*"), "u");
    const found = lines.findIndex((line, index) => index >= at && pattern.test(line));
    if (found === -1) return promised;
    at = found + 1;
  }
  return null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
