import type { Octokit } from "@octokit/rest";
import { brevetError, BrevetError } from "../../core/problem/brevet-error.ts";
import { textIn } from "../../core/json/text-in.ts";
import type { CallsSpent } from "../../ports/forge.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { paced } from "./pace.ts";

/** Where GitHub answers, for which repository, and with whose token. */
export interface GitHubPlace {
  /** `owner/name`, as people write it; the id is what counts. */
  readonly repository: string;
  readonly id: number;
  readonly token: string | null;
  /** `https://api.github.com`, or an Enterprise Server's. */
  readonly apiUrl: string;
  /** So long it is waited before what failed is tried again, and longer each time: a second, but for tests. */
  readonly pauseMs?: number;
}

/** A way to ask GitHub. What it answers is looked at by whoever asks. */
export interface Client {
  readonly hasToken: boolean;
  readonly owner: string;
  readonly repo: string;
  /** What was asked so far. */
  spent(): CallsSpent;
  /** Answers a GraphQL query. what: what is asked for, for the error. */
  query(what: string, document: string, variables: Variables, options: CallOptions): Promise<unknown>;
  /** One answer of REST. */
  one(what: string, route: string, parameters: Variables, options: CallOptions): Promise<unknown>;
  /** Every page of a REST list, as it is asked for. */
  pages(what: string, route: string, parameters: Variables, options: CallOptions): AsyncIterable<readonly unknown[]>;
  /** Asks for a change, once; GitHub's no to the change itself is an answer. */
  write(what: string, route: string, parameters: Variables, options: CallOptions): Promise<Written>;
  /** The same of GraphQL. */
  mutate(what: string, document: string, variables: Variables, options: CallOptions): Promise<Written>;
}

/** What became of a change that was asked for: its answer, or GitHub's no. */
export type Written =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly status: number; readonly said: string };

/** How GitHub says no to a change itself: it is not there, cannot be, is outdated, or makes no sense. */
const noes: ReadonlySet<number | null> = new Set([404, 405, 409, 422]);

/** The same in answers of GraphQL, whose status says nothing. */
const saidNo: { readonly [type: string]: number } = { NOT_FOUND: 404, UNPROCESSABLE: 422 };

/** Not again by itself: what failed may have been done. */
const once = { retries: 0 };

type Variables = { readonly [name: string]: unknown };

/** So long a wait for a limit to pass is worth it; longer, and the next run has to do. */
const longestWait = 10;

/**
 * GitHub through its own client, loaded with the first call. Answers that have not changed since they were asked for
 * cost nothing; limits are waited for, a little; what fails is tried twice more. All else is an error of the outside.
 */
export function openClient(place: GitHubPlace): Client {
  const [owner = "", repo = ""] = place.repository.split("/");
  let opened: Promise<Octokit> | null = null;
  const turn = paced();
  const spent = { made: 0, unchanged: 0, left: null as number | null };
  const octokit = (): Promise<Octokit> => {
    if (place.token === null) throw brevetError("FORGE_TOKEN_MISSING", {});
    return (opened ??= connect(place, place.token, spent));
  };
  return {
    hasToken: place.token !== null,
    owner,
    repo,
    spent: () => ({ ...spent }),
    query: (what, document, variables, { signal }) =>
      asked(what, signal, async () =>
        (await octokit()).graphql(document, { owner, name: repo, ...variables, request: { signal } }),
      ),
    one: (what, route, parameters, { signal }) =>
      asked(what, signal, async () => {
        const answer = await (await octokit()).request(route, { owner, repo, ...parameters, request: { signal } });
        return answer.data as unknown;
      }),
    write: (what, route, parameters, { signal }) =>
      asked(what, signal, () =>
        written(async () => {
          await turn();
          const request = { signal, ...once };
          const answer = await (await octokit()).request(route, { owner, repo, ...parameters, request });
          return answer.data as unknown;
        }),
      ),
    mutate: (what, document, variables, { signal }) =>
      asked(what, signal, () =>
        written(async () => {
          await turn();
          return (await octokit()).graphql(document, { ...variables, request: { signal, ...once } });
        }),
      ),
    async *pages(what, route, parameters, { signal }) {
      const wanted = { owner, repo, per_page: 100, ...parameters, request: { signal } };
      const pages = await asked(what, signal, async () => (await octokit()).paginate.iterator(route, wanted));
      const iterator = pages[Symbol.asyncIterator]();
      for (;;) {
        const page = await asked(what, signal, () => iterator.next());
        if (page.done === true) return;
        const { data } = page.value as { readonly data: unknown };
        if (!Array.isArray(data)) throw brevetError("FORGE_FAILED", { what, said: "its answer is no list" });
        yield data as readonly unknown[];
      }
    },
  };
}

async function connect({ apiUrl, pauseMs = 1000 }: GitHubPlace, token: string, spent: Spent): Promise<Octokit> {
  const [{ Octokit: Plain }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const isWorthIt = (after: number, _options: object, _octokit: object, tries: number): boolean =>
    after <= longestWait && tries < 1;
  const octokit = new (Plain.plugin(throttling, retry))({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "brevet",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    throttle: { onRateLimit: isWorthIt, onSecondaryRateLimit: isWorthIt, write: unhurried, notifications: unhurried },
    retry: { retries: 2, doNotRetry: final, retryAfterBaseValue: pauseMs },
  });
  rememberAnswers(octokit);
  count(octokit, spent);
  return octokit;
}

type Spent = { -readonly [Name in keyof CallsSpent]: CallsSpent[Name] };

/** Counts each call that goes out, and keeps what GitHub says is left. */
function count(octokit: Octokit, spent: Spent): void {
  const left = (value: unknown): void => {
    if (typeof value === "string" && /^[0-9]{1,9}$/.test(value)) spent.left = Number(value);
  };
  octokit.hook.before("request", () => {
    spent.made++;
  });
  octokit.hook.after("request", ({ headers }) => left(headers["x-ratelimit-remaining"]));
  octokit.hook.error("request", (error) => {
    if (statusOf(error) === 304) spent.unchanged++;
    throw error;
  });
}

/** Asks for what is known only whether it has changed: a 304 does not count against the limit. */
function rememberAnswers(octokit: Octokit): void {
  const known = new Map<
    string,
    { readonly etag: string; readonly response: Awaited<ReturnType<typeof octokit.request>> }
  >();
  octokit.hook.wrap("request", async (request, options) => {
    if (options.method !== "GET") return request(options);
    const { url } = octokit.request.endpoint(options);
    const before = known.get(url);
    if (before !== undefined) options.headers["if-none-match"] = before.etag;
    try {
      const response = await request(options);
      const { etag } = response.headers;
      // A copy: who goes through pages of a list takes it out of what it stands in.
      if (etag !== undefined)
        known.set(url, { etag, response: { ...response, data: structuredClone<unknown>(response.data) } });
      return response;
    } catch (error) {
      if (statusOf(error) === 304 && before !== undefined)
        return { ...before.response, data: structuredClone(before.response.data) as unknown };
      throw error;
    }
  });
}

async function asked<T>(what: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await call();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BrevetError) throw error;
    throw brevetError("FORGE_FAILED", { what, said: wordsOf(error) }, { cause: error });
  }
}

async function written(call: () => Promise<unknown>): Promise<Written> {
  try {
    return { ok: true, data: await call() };
  } catch (error) {
    const status = statusOf(error) ?? saidNo[errorTypeOf(error)] ?? null;
    if (status === null || !noes.has(status)) throw error;
    return { ok: false, status, said: wordsOf(error) };
  }
}

/** What an answer of GraphQL calls its error. */
function errorTypeOf(error: unknown): string {
  return textIn(saidBy(error), "type") ?? "";
}

/** The first error that an answer of GraphQL tells. */
function saidBy(error: unknown): unknown {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors) ? error.errors[0] : null;
}

/** The HTTP status of an answer that was thrown. */
export function statusOf(error: unknown): number | null {
  const status = error instanceof Error && "status" in error ? error.status : null;
  return typeof status === "number" ? status : null;
}

function wordsOf(error: unknown): string {
  const message = textIn(saidBy(error), "message") ?? (error instanceof Error ? error.message : String(error));
  const [line = ""] = message.split("\n");
  return line.replaceAll(/[^ -~]/g, "?").slice(0, 200);
}

/** What is final, to ask again at once makes worse (429), or is for the throttling plugin to wait for. */
const final = [400, 401, 403, 404, 410, 422, 429, 451];

/** The plugin lets a second pass between two writes, and takes every query for one; what is written is paced here. */
const unhurried = {
  key: () => ({ schedule: (_options: object, job: () => Promise<void>): Promise<void> => job() }),
};

function silent(): void {
  // What fails is thrown and told by whoever asked.
}
