import { instant } from "../core/time/instant.ts";
import type { ChangedPath, Signatory, WalkedCommit } from "../ports/git.ts";
import { toChangedPath } from "./changed-path.ts";
import { splitAtNul } from "./split-at-nul.ts";

/**
 * How `git log` is asked: the commit's own words, no mailmap, no notes, no colours; every changed path, renames as
 * what they are, and NUL after each part. `against`: what a merge is compared with.
 */
export function logFormat(against: "first-parent" | "combined"): readonly string[] {
  const format = "%H%n%T%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B";
  const difference = ["--raw", "-r", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "--no-relative"];
  const plain = ["--no-mailmap", "--no-show-signature", "--no-notes", "--no-color", "--no-ext-diff", "--no-textconv"];
  return ["-z", `--format=tformat:${format}`, ...difference, ...plain, `--diff-merges=${against}`];
}

/** Reads what it prints: the commits that each chunk of output completes. */
export async function* logRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly WalkedCommit[]> {
  const reader = new RecordReader();
  for await (const parts of splitAtNul(chunks)) {
    const commits = parts.flatMap((part) => reader.take(part));
    if (commits.length > 0) yield commits;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
}

/** Tells the parts apart: a commit begins with its id, a difference with a colon, and a path follows it. */
class RecordReader {
  #commit: Omit<WalkedCommit, "changes"> | null = null;
  #changes: ChangedPath[] = [];
  #entry: string | null = null;

  take(part: Buffer): readonly WalkedCommit[] {
    if (this.#entry !== null) {
      this.#changes.push(toChangedPath(this.#entry, part));
      this.#entry = null;
      return [];
    }
    if (part.length === 0) return []; // what git writes for a merge that differs from no parent
    const start = part[0] === LINE_FEED ? 1 : 0;
    if (part[start] === COLON) {
      this.#entry = part.toString("latin1", start);
      return [];
    }
    const done = this.end();
    this.#commit = toCommit(part);
    return done;
  }

  end(): readonly WalkedCommit[] {
    const done = this.#commit === null ? [] : [{ ...this.#commit, changes: this.#changes }];
    this.#commit = null;
    this.#changes = [];
    return done;
  }
}

const LINE_FEED = 0x0a;
const COLON = 0x3a;

function toCommit(part: Buffer): Omit<WalkedCommit, "changes"> {
  const lines = part.toString("utf8").split("\n");
  const [id = "", tree = "", parents = "", an = "", ae = "", at = "", cn = "", ce = "", ct = ""] = lines;
  return {
    id,
    tree,
    parents: parents === "" ? [] : parents.split(" "),
    author: toSignatory(an, ae, at),
    committer: toSignatory(cn, ce, ct),
    message: lines.slice(9).join("\n"),
  };
}

/** Dates are whatever somebody wrote: one that is none is the epoch. */
function toSignatory(name: string, email: string, seconds: string): Signatory {
  const ms = Number(seconds) * 1000;
  return { name, email, at: instant(Number.isSafeInteger(ms) ? ms : 0) };
}
