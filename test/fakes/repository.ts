import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** A file of a commit: its text, or also its mode; null takes it away. */
export type FileDraft =
  string | Uint8Array | null | { readonly mode: string; readonly text?: string; readonly oid?: string };

/** A commit to make on a branch. Without `parents` it is built on the branch as it is. */
export interface TestCommit {
  readonly files?: { readonly [path: string]: FileDraft };
  readonly branch?: string;
  readonly parents?: readonly string[];
  readonly message?: string;
  /** `Name <email>`. */
  readonly author?: string;
  readonly committer?: string;
  /** Seconds since the epoch. */
  readonly at?: number;
}

/** A real git repository in a folder of its own, made fast and the same every time. */
export class Repository implements Disposable {
  readonly folder: string;
  readonly #above: string;

  private constructor(above: string, folder: string) {
    this.#above = above;
    this.folder = folder;
  }

  /** Makes an empty one; with `bare`, one without a work tree, as a server keeps it. */
  static create(how: { readonly bare?: boolean; readonly objectFormat?: "sha256" } = {}): Repository {
    const above = mkdtempSync(join(tmpdir(), "brevet-repository-"));
    const repository = new Repository(above, join(above, how.bare ? "server.git" : "clone"));
    const format = how.objectFormat === undefined ? [] : [`--object-format=${how.objectFormat}`];
    const kind = [...(how.bare ? ["--bare"] : []), ...format];
    run(above, ["init", "--quiet", "--initial-branch=main", ...kind, repository.folder]);
    if (how.bare) repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
    return repository;
  }

  /** Clones this one, in the way that the arguments say. */
  clone(...args: readonly string[]): Repository {
    const above = mkdtempSync(join(tmpdir(), "brevet-repository-"));
    run(above, ["clone", "--quiet", ...args, `file://${this.folder}`, join(above, "clone")]);
    return new Repository(above, join(above, "clone"));
  }

  /** The very same files in another folder: private refs too. */
  copy(): Repository {
    const above = mkdtempSync(join(tmpdir(), "brevet-repository-"));
    const folder = join(above, basename(this.folder));
    cpSync(this.folder, folder, { recursive: true });
    return new Repository(above, folder);
  }

  /** Runs git in it; answers its output, trimmed. */
  git(...args: readonly string[]): string {
    return run(this.folder, args).trim();
  }

  /** The same, with something on its standard input. */
  feed(args: readonly string[], input: string): string {
    return run(this.folder, args, input).trim();
  }

  /** Makes a commit without touching work tree or index; answers its id. */
  commit(draft: TestCommit = {}): string {
    const {
      files = {},
      branch = "main",
      message = "A change\n",
      author = "Alice <alice@acme.example>",
      at = 1_795_000_000,
    } = draft;
    const tip = this.tip(branch);
    const [first, ...others] = draft.parents ?? (tip === null ? [] : [tip]);
    const ref = `refs/heads/${branch}`;
    const lines: (string | Uint8Array)[] = [];
    if (draft.parents?.length === 0) lines.push(`reset ${ref}\n\n`);
    lines.push(`commit ${ref}\nmark :1\n`);
    lines.push(`author ${author} ${at} +0000\ncommitter ${draft.committer ?? author} ${at} +0000\n`);
    lines.push(
      data(message),
      first === undefined ? "" : `from ${first}\n`,
      ...others.map((other) => `merge ${other}\n`),
    );
    for (const [path, file] of Object.entries(files)) lines.push(...change(path, file));
    lines.push("\nget-mark :1\ndone\n");
    const input = Buffer.concat(lines.map((line) => (typeof line === "string" ? Buffer.from(line) : line)));
    return run(this.folder, ["fast-import", "--quiet", "--done", "--force", "--date-format=raw"], input).trim();
  }

  /** The head of a branch, or null. */
  tip(branch: string): string | null {
    try {
      return this.git("rev-parse", "--verify", "--quiet", `refs/heads/${branch}`);
    } catch {
      return null;
    }
  }

  /** Writes any object; answers its id. `git hash-object --literally` takes what git itself would not write. */
  write(type: "blob" | "tree" | "commit", bytes: Uint8Array | string): string {
    return run(
      this.folder,
      ["hash-object", "-t", type, "-w", "--stdin", "--literally"],
      Buffer.from(bytes as Uint8Array),
    ).trim();
  }

  [Symbol.dispose](): void {
    if (existsSync(this.#above)) rmSync(this.#above, { recursive: true, force: true });
  }
}

function change(path: string, file: FileDraft): readonly (string | Uint8Array)[] {
  const name = `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
  if (file === null) return [`D ${name}\n`];
  if (typeof file === "string" || file instanceof Uint8Array) return [`M 100644 inline ${name}\n`, data(file)];
  if (file.oid !== undefined) return [`M ${file.mode} ${file.oid} ${name}\n`];
  return [`M ${file.mode} inline ${name}\n`, data(file.text ?? "")];
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content as Uint8Array);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}

/** Tests are not to depend on who runs them. */
const environment = {
  PATH: process.env["PATH"],
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@acme.example",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@acme.example",
};

function run(folder: string, args: readonly string[], input: string | Buffer = ""): string {
  return execFileSync("git", args, {
    cwd: folder,
    input,
    env: environment,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
}
