import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { complete } from "./complete.ts";
import { serveGit } from "./git-http.ts";
import { answerQuery, toSend } from "./graphql.ts";
import type { Account } from "./people.ts";
import { routes, type Route } from "./rest.ts";
import { Refused, type Hub } from "./state.ts";

/** Something that goes wrong: after `spared` calls of what matches, the next `times` are answered so. */
export interface Trouble {
  readonly match: RegExp;
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  spared: number;
  times: number;
}

/** Something that happens once, between two calls: before what matches is answered, after `spared` such calls. */
export interface Meanwhile {
  readonly match: RegExp;
  readonly happens: () => void;
  spared: number;
}

/** What the server keeps of its callers. */
export interface Desk {
  /** Calls that counted against the limit: `GET /repos/acme/access/activity`. */
  readonly calls: string[];
  /** Calls answered 304, which cost nothing. */
  readonly free: string[];
  readonly troubles: Trouble[];
  readonly meanwhile: Meanwhile[];
  limit: number;
}

/** The HTTP side: REST and GraphQL under `/`, repositories under `/<owner>/<name>.git`. */
export function serve(hub: Hub, desk: Desk): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(hub, desk, request, response, Buffer.concat(chunks)));
  });
}

async function answer(
  hub: Hub,
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
): Promise<void> {
  const url = new URL(request.url ?? "/", hub.url);
  const token = tokenOf(request);
  const by = token === null ? null : hub.people.byToken(token);
  if (url.pathname.startsWith(`/${hub.name}.git/`)) {
    serveGit(hub, by, request, response, { url, bytes });
    return;
  }
  const call = `${request.method ?? ""} ${url.pathname}`;
  const send = (status: number, body: string, headers: { readonly [name: string]: string } = {}): void => {
    const etag = `W/"${createHash("sha256").update(body).digest("hex")}"`;
    const isSame = request.method === "GET" && status === 200 && request.headers["if-none-match"] === etag;
    (isSame ? desk.free : desk.calls).push(call);
    response.writeHead(isSame ? 304 : status, {
      "content-type": "application/json; charset=utf-8",
      date: new Date(hub.now()).toUTCString(),
      etag,
      "x-ratelimit-limit": String(desk.limit),
      "x-ratelimit-remaining": String(Math.max(0, desk.limit - desk.calls.length)),
      "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 1800),
      ...headers,
    });
    response.end(isSame || status === 204 ? undefined : body);
  };
  try {
    const next = desk.meanwhile.find(({ match }) => match.test(call));
    if (next !== undefined && next.spared-- <= 0) {
      desk.meanwhile.splice(desk.meanwhile.indexOf(next), 1);
      next.happens();
    }
    const trouble = desk.troubles.find(({ match, times }) => times > 0 && match.test(call));
    if (trouble !== undefined && trouble.spared-- <= 0) {
      trouble.times--;
      send(trouble.status, trouble.body ?? JSON.stringify({ message: "trouble" }), trouble.headers);
      return;
    }
    if (token !== null && by === null) throw new Refused(401, "Bad credentials");
    if (desk.calls.length >= desk.limit) throw new Refused(403, "API rate limit exceeded");
    const body = (bytes.length === 0 ? {} : JSON.parse(bytes.toString())) as { readonly [name: string]: unknown };
    if (url.pathname === "/graphql") {
      const { query = "", variables = {} } = body as { query?: string; variables?: Record<string, unknown> };
      send(200, JSON.stringify(toSend(await answerQuery(hub, by, { query, variables }))));
    } else restAnswer(hub, by, { url, method: request.method ?? "", body }, send);
  } catch (error) {
    const { status, message, errors } = error instanceof Refused ? error : new Refused(500, String(error));
    send(status, JSON.stringify({ message, errors, documentation_url: "https://docs.github.example" }));
  }
}

function tokenOf({ headers }: IncomingMessage): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  if (!/^basic /i.test(authorization)) return authorization.replace(/^(?:token|bearer) /i, "");
  return Buffer.from(authorization.slice(6), "base64").toString().split(":")[1] ?? "";
}

function restAnswer(
  hub: Hub,
  by: Account | null,
  asked: { readonly url: URL; readonly method: string; readonly body: { readonly [name: string]: unknown } },
  send: (status: number, body: string, headers?: { readonly [name: string]: string }) => void,
): void {
  const { url, method, body } = asked;
  for (const route of routes) {
    const path = route.method === method ? pathOf(hub, route, url.pathname) : null;
    if (path === null) continue;
    const facts = route.answer(hub, { by, path, query: url.searchParams, body });
    if (route.status === 204) {
      send(204, "");
      return;
    }
    const { rows, link } = route.pages === null ? { rows: facts, link: null } : pageOf(route, facts as unknown[], url);
    const name = `${route.method} ${route.template} ${route.status}`;
    send(route.status, JSON.stringify(complete(name, rows)), link === null ? {} : { link });
    return;
  }
  throw new Refused(404, `Not Found: there is no ${method} ${url.pathname} here`);
}

/** What stands in the places of the template, where the path is one of this repository. */
function pathOf(hub: Hub, route: Route, pathname: string): { readonly [name: string]: string } | null {
  const pattern = route.template.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${name === "ref" && route.template.includes("git/ref") ? ".+" : "[^/]+"})`,
  );
  const groups = new RegExp(`^${pattern}$`).exec(pathname)?.groups;
  if (groups === undefined && !new RegExp(`^${pattern}$`).test(pathname)) return null;
  const path = Object.fromEntries(
    Object.entries(groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
  const isOurs = path["owner"] === undefined || `${path["owner"]}/${path["repo"] ?? ""}` === hub.name;
  if (!isOurs) throw new Refused(404, "Not Found");
  return path;
}

function pageOf(
  route: Route,
  rows: readonly unknown[],
  url: URL,
): { readonly rows: readonly unknown[]; readonly link: string | null } {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const next = (name: string, value: number): string => {
    const there = new URL(url);
    there.searchParams.set(name, String(value));
    return `<${there.href}>; rel="next"`;
  };
  if (route.pages === "cursor") {
    const begin = Number(url.searchParams.get("after") ?? 0);
    const end = begin + size;
    return { rows: rows.slice(begin, end), link: end < rows.length ? next("after", end) : null };
  }
  const page = Number(url.searchParams.get("page") ?? 1);
  return {
    rows: rows.slice((page - 1) * size, page * size),
    link: page * size < rows.length ? next("page", page + 1) : null,
  };
}
