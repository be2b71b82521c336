import { brevetError } from "../core/problem/brevet-error.ts";

/** Tells whether a text is a full object id. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** Throws unless the text is a full object id. */
export function checkObjectId(text: string): void {
  if (!isObjectId(text)) throw brevetError("GIT_NAME_REFUSED", { what: "commit id", name: text });
}

/** Throws unless git would take the name for a branch (git check-ref-format), with nothing odd in it. */
export function checkBranch(name: string): void {
  const isOdd = name
    .split("/")
    .some((part) => part === "" || part.startsWith(".") || part.endsWith(".") || part.endsWith(".lock"));

  const isPlain = !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{/.test(name) && !name.startsWith("-") && name !== "@";
  if (isOdd || !isPlain) throw brevetError("GIT_NAME_REFUSED", { what: "branch", name });
}

/** Throws unless the text is a plain revision: a name or id, with ~, ^ and a path after a colon, and no other magic. */
export function checkRevision(text: string): void {
  const [name = "", ...path] = text.split(":");
  const base = name.replace(/(?:~\d*|\^\d*|\^\{(?:commit|tree|blob)\})+$/, "");
  if (path.length > 0) checkPath(path.join(":") || "x");
  if (isObjectId(base)) return;
  checkBranch(base);
}

/** Throws unless the path is one from the root: no empty, `.` or `..` part, no NUL, no slash at either end. */
export function checkPath(path: string): void {
  const isOdd = path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (isOdd || path.includes("\0")) throw brevetError("GIT_NAME_REFUSED", { what: "path", name: path });
}

/** Throws unless the name is that of a ref of ours. */
export function checkOwnRef(name: string): void {
  checkBranch(name);
  if (!name.startsWith("refs/brevet/")) throw brevetError("GIT_NAME_REFUSED", { what: "private ref", name });
}

/** Throws unless the name is that of a ref of ours, or of a pull request's head. */
export function checkSharedRef(name: string): void {
  if (!/^refs\/pull\/[1-9][0-9]{0,9}\/head$/.test(name)) checkOwnRef(name);
}
