import type { Json } from "../../core/json/value.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";

/** A workflow of more than this is not read. */
const mostBytes = 1024 * 1024;
/** A commit, an image by digest, or a file of this very repository: what nobody can move. */
const pinned = /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$|^\.\//;
/** Text that whoever opens a pull request or an issue writes, where a shell reads it as its own. */
const injected = /\$\{\{[^}]*\b(?:github\.event\.|github\.head_ref\b|inputs\.)/;

/** What a workflow lets others do with the token and the secrets that it is given; one file, as it stands on main. */
export function checkWorkflow(path: string, bytes: Uint8Array): readonly Finding[] {
  const document = readYaml(bytes, { path, maxBytes: mostBytes, syntax: "RULES_SYNTAX" });
  if (!document.ok) {
    const [{ message } = { message: "" }] = document.problems;
    return [finding("WORKFLOW_UNREAD", "forge", { path, message }, "warning")];
  }
  const root = toNode(document.value.value);
  const used = stringsOf(root, "uses").filter((each) => !pinned.test(each));
  const wide = [root, ...Object.values(toNode(root["jobs"])).map(toNode)].some(
    ({ permissions }) => permissions === "write-all",
  );
  return [
    ...(triggersOf(root["on"]).includes("pull_request_target") ? [finding("WORKFLOW_TARGET", "forge", { path })] : []),
    ...(used.length > 0 ? [finding("WORKFLOW_UNPINNED", "forge", { path, used: [...new Set(used)].sort() })] : []),
    ...(wide || root["permissions"] === undefined ? [finding("WORKFLOW_WIDE", "forge", { path })] : []),
    ...(stringsOf(root, "run").some((each) => injected.test(each))
      ? [finding("WORKFLOW_INJECTED", "forge", { path })]
      : []),
  ];
}

type Node = { readonly [key: string]: Json };

function toNode(value: Json | undefined): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

function triggersOf(on: Json | undefined): readonly Json[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? (on as readonly Json[]) : Object.keys(toNode(on));
}

/** Every text below that key, however deep. */
function stringsOf(value: Json, key: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, Json]) =>
    name === key && typeof inner === "string" ? [inner] : stringsOf(inner, key),
  );
}
