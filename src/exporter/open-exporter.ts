import { createServer, type Server, type ServerResponse } from "node:http";
import type { ResidentReport } from "../core/report/resident-report.ts";
import type { Exporter } from "../ports/exporter.ts";
import { isAlive, readinessOf } from "./health.ts";
import { openMetrics } from "./metrics.ts";

/** A port that is taken is tried again so soon: an engine that ends holds it for a moment. Milliseconds. */
const againMs = 2000;
/** So many may ask at a time, and each has so long to say what: milliseconds. */
const mostConnections = 32;
const mostRequestMs = 5000;

/** Where to answer, which version says so, and who hears how that goes. */
export interface ExporterOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly listening: (address: string) => void;
  /** Said once; it is tried again until it goes. */
  readonly failed: (message: string) => void;
}

/**
 * Answers `/metrics`, `/healthz` and `/readyz` by HTTP. That it cannot is no reason for an engine to stop: ends go on, and
 * whoever asks hears nothing.
 */
export async function openExporter(options: ExporterOptions): Promise<Exporter> {
  const metrics = openMetrics(options.version);
  let read: () => ResidentReport | null = () => null;

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const report = read();
    if (path === "/metrics") send(response, 200, metrics.contentType, await metrics.text(report));
    else if (path === "/healthz") {
      const alive = isAlive(report);
      send(response, alive ? 200 : 503, "text/plain", alive ? "alive\n" : "stuck\n");
    } else if (path === "/readyz") {
      const readiness = readinessOf(report);
      send(response, readiness.ready ? 200 : 503, "application/json", `${JSON.stringify(readiness)}\n`);
    } else send(response, 404, "text/plain", "/metrics /healthz /readyz\n");
  }

  const server = createServer({ requestTimeout: mostRequestMs, headersTimeout: mostRequestMs }, (request, response) => {
    request.resume();
    const { method, url = "/" } = request;
    if (method !== "GET" && method !== "HEAD") send(response, 405, "text/plain", "GET\n");
    else answer(url.split("?")[0] ?? "/", response).catch(() => response.destroy());
  });
  server.maxConnections = mostConnections;
  const stop = new AbortController();
  await listen(server, options, stop.signal);
  return {
    hear: (news) => metrics.hear(news),
    show: (given) => {
      read = given;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
  response.end(body);
}

/** Tries once, and goes on trying. */
function listen(server: Server, options: ExporterOptions, signal: AbortSignal): Promise<void> {
  return new Promise((tried) => {
    let isTold = false;
    server.on("error", ({ message }) => {
      if (!isTold) options.failed(message);
      isTold = true;
      tried();
      const again = setTimeout(attempt, againMs).unref();
      signal.addEventListener("abort", () => clearTimeout(again), { once: true });
    });
    server.on("listening", () => {
      server.unref();
      options.listening(addressOf(server));
      tried();
    });
    function attempt(): void {
      if (!signal.aborted) server.listen({ host: options.host, port: options.port });
    }
    attempt();
  });
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === "string") return String(at);
  return `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`;
}
