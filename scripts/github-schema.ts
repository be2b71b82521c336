import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/* Cuts GitHub's own description of its API down to the answers that the emulation gives. It is run by hand when routes
   are added, on the file of the npm package @octokit/openapi (MIT; too large to depend on):
     node scripts/github-schema.ts generated/api.github.com.json */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };

const target = new URL("../test/fakes/github/schema.json", import.meta.url);

/** Every route of the emulation whose answer has a body. */
const routes = `
GET /orgs/{org}
GET /orgs/{org}/installations
GET /orgs/{org}/teams/{team_slug}/members
GET /repos/{owner}/{repo}
GET /repos/{owner}/{repo}/actions/organization-secrets
GET /repos/{owner}/{repo}/actions/permissions
GET /repos/{owner}/{repo}/actions/permissions/workflow
GET /repos/{owner}/{repo}/actions/runs
GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs
GET /repos/{owner}/{repo}/actions/secrets
GET /repos/{owner}/{repo}/actions/workflows
GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs
GET /repos/{owner}/{repo}/activity
GET /repos/{owner}/{repo}/codeowners/errors
GET /repos/{owner}/{repo}/collaborators/{username}/permission
GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls
GET /repos/{owner}/{repo}/commits/{ref}/check-runs
GET /repos/{owner}/{repo}/commits/{ref}/status
GET /repos/{owner}/{repo}/environments
GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies
GET /repos/{owner}/{repo}/git/ref/{ref}
GET /repos/{owner}/{repo}/issues/{issue_number}/comments
GET /repos/{owner}/{repo}/pulls
GET /repos/{owner}/{repo}/pulls/{pull_number}
GET /repos/{owner}/{repo}/pulls/{pull_number}/commits
GET /repos/{owner}/{repo}/pulls/{pull_number}/files
GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews
GET /repos/{owner}/{repo}/rules/branches/{branch}
GET /repos/{owner}/{repo}/rulesets
GET /repos/{owner}/{repo}/rulesets/rule-suites
GET /repos/{owner}/{repo}/rulesets/{ruleset_id}
GET /user
GET /user/{account_id}
PATCH /repos/{owner}/{repo}
PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}
PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}
POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches
POST /repos/{owner}/{repo}/check-runs
POST /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies
POST /repos/{owner}/{repo}/issues/{issue_number}/comments
POST /repos/{owner}/{repo}/pulls
POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers
POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews
POST /repos/{owner}/{repo}/rulesets
POST /repos/{owner}/{repo}/statuses/{sha}
PUT /repos/{owner}/{repo}/environments/{environment_name}
PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge
PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals
PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}
`
  .trim()
  .split("\n");

const { positionals } = parseArgs({ allowPositionals: true });
const [path] = positionals;
if (path === undefined) throw new Error("say where api.github.com.json is");
const described = JSON.parse(readFileSync(path, "utf8")) as Node;

const defs = new Map<string, Json>();
const answers = Object.fromEntries(routes.map((route) => answerOf(route)));
const source = `GitHub's OpenAPI description, npm package @octokit/openapi ${at(described, "info", "version") as string} (MIT)`;
writeFileSync(target, `${JSON.stringify({ source, answers, $defs: Object.fromEntries([...defs].sort()) })}\n`);

/** The first good answer of a route: `GET /user 200` and its schema. */
function answerOf(route: string): readonly [string, Json] {
  const [method = "", template = ""] = route.split(" ");
  const responses = at(described, "paths", template, method.toLowerCase(), "responses") as Node;
  const status = Object.keys(responses).find((code) => code.startsWith("2"));
  if (status === undefined) throw new Error(`nothing good comes of ${route}`);
  const schema = at(responses, status, "content", "application/json", "schema");
  return [`${route} ${status}`, taken(schema)];
}

/** A schema as JSON Schema, with everything that it refers to taken along. */
function taken(node: Json): Json {
  if (Array.isArray(node)) return node.map((item: Json) => taken(item));
  if (node === null || typeof node !== "object") return node;
  const { nullable, ...rest } = node as Node;
  const kept = Object.entries(rest).filter(([key]) => !isProse(key));
  const plain = Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === "properties" ? members(value as Node) : key === "$ref" ? refer(value) : taken(value),
    ]),
  );
  return nullable === true ? orNull(plain) : plain;
}

function members(properties: Node): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, taken(schema)]));
}

function refer(ref: Json): Json {
  const name = (ref as string).split("/").at(-1) ?? "";
  if (!defs.has(name)) {
    defs.set(name, null);
    defs.set(name, taken(at(described, "components", "schemas", name)));
  }
  return `github#/$defs/${name}`;
}

/** OpenAPI 3.0 says `nullable`; JSON Schema says that null is a type. */
function orNull(schema: { readonly [key: string]: Json }): Json {
  if (typeof schema["type"] !== "string") return { anyOf: [schema, { type: "null" }] };
  const values = schema["enum"];
  const more = Array.isArray(values) && !values.includes(null) ? { enum: [...(values as Json[]), null] } : {};
  return { ...schema, ...more, type: [schema["type"], "null"] };
}

function isProse(key: string): boolean {
  return (
    ["description", "title", "default", "example", "examples", "discriminator", "xml", "deprecated"].includes(key) ||
    key.startsWith("x-")
  );
}

function at(node: Json, ...keys: readonly string[]): Json {
  return keys.reduce<Json>((inner, key) => {
    const next = inner === null || typeof inner !== "object" ? undefined : (inner as Node)[key];
    if (next === undefined) throw new Error(`nothing at ${keys.join(" / ")}`);
    return next;
  }, node);
}
