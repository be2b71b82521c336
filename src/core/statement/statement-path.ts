import { digestHex, type Digest } from "../json/digest.ts";
import type { Statement } from "./statement.ts";

/** Where statements about one request are. */
export function requestFolder(id: string): string {
  return `statements/${id}`;
}

/** Where statements about a revision of the rules are: named after what would come into force. */
export function rulesFolder(to: Digest): string {
  return `statements/rules/${digestHex(to)}`;
}

/** Where orders are that are about no one request. */
export const ordersFolder = "statements/orders";

/** Where a statement's file belongs: beside the request or the rules it is about, else among the orders. */
export function statementFolder(statement: Statement): string {
  if (statement.do === "rules") return rulesFolder(statement.to);
  if ("request" in statement) return requestFolder(statement.request);
  if (statement.do === "revoke" && "request" in statement.match) return requestFolder(statement.match.request);
  return ordersFolder;
}

/** A statement's file: who signed, what it does, and the first 16 hex digits of its line's SHA-256. */
export function statementPath(by: string, statement: Statement, digest: Digest): string {
  return `${statementFolder(statement)}/${by}-${statement.do}-${digestHex(digest)}.sig`;
}
