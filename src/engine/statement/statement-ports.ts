import type { Worktree } from "../../ports/worktree.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** What signing a statement needs: what judging needs, and a clone to commit in. */
export interface StatementPorts extends JudgePorts {
  readonly worktree: Worktree;
}

/** How one signs: with which key, and whether the statement is committed. */
export interface Signing {
  readonly keyFile: string | null;
  readonly commit: boolean;
}
