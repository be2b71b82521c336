import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname } from "node:path";
import { headsOf, takeUp } from "./moves.ts";
import { atLeast, type Account } from "./people.ts";
import type { Hub } from "./state.ts";

/** Serves clones, fetches and pushes with git's own server; what a push changed is taken up afterwards. */
export function serveGit(
  hub: Hub,
  by: Account | null,
  request: IncomingMessage,
  response: ServerResponse,
  sent: { readonly url: URL; readonly bytes: Buffer },
): void {
  const { url, bytes } = sent;
  const service = url.searchParams.get("service") ?? url.pathname.split("/").at(-1);
  const isPush = service === "git-receive-pack";
  const refused = whyRefused(hub, by, isPush);
  if (refused !== null) {
    response.writeHead(refused, { "www-authenticate": 'Basic realm="GitHub"' }).end();
    return;
  }
  const before = headsOf(hub);
  const server = spawn("git", ["http-backend"], {
    env: variables(hub, by, request, { url, bytes, isNew: !before.has("refs/heads/main") }),
  });
  const chunks: Buffer[] = [];
  server.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  // It may refuse and leave before it has read everything: that is no error of the one who writes.
  server.stdin.on("error", () => undefined);
  server.stdin.end(bytes);
  server.on("close", () => {
    if (isPush) takeUp(hub, before, by);
    const told = Buffer.concat(chunks);
    const end = told.indexOf("\r\n\r\n");
    const lines = told.subarray(0, end).toString().split("\r\n");
    const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const);
    const status = Number.parseInt(headers.find(([name]) => name === "Status")?.[1] ?? "200", 10);
    const rest = Object.fromEntries(headers.filter(([name]) => name !== "Status"));
    response.writeHead(status, rest).end(told.subarray(end + 4));
  });
}

function whyRefused(hub: Hub, by: Account | null, isPush: boolean): number | null {
  if (by === null) return 401;
  const has = hub.people.permissionOf(by);
  if (!atLeast(has, "read")) return 404;
  return isPush && !atLeast(has, "write") ? 403 : null;
}

function variables(
  hub: Hub,
  by: Account | null,
  request: IncomingMessage,
  sent: { readonly url: URL; readonly bytes: Buffer; readonly isNew: boolean },
): NodeJS.ProcessEnv {
  const { headers } = request;
  const mayMoveMain = sent.isNew || hub.rules.bypass.includes(by?.login ?? "");
  return {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_PROJECT_ROOT: dirname(hub.repository.folder),
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
    PATH_INFO: `/server.git${sent.url.pathname.slice(`/${hub.name}.git`.length)}`,
    QUERY_STRING: sent.url.search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: headers["content-type"] ?? "",
    CONTENT_LENGTH: String(sent.bytes.length),
    HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
    REMOTE_USER: by?.login ?? "",
    REMOTE_ADDR: "127.0.0.1",
    PROTECTED: mayMoveMain ? "" : "refs/heads/main",
  };
}
