import { Socket } from "node:net";
import type { Client } from "pg";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { onDatabase, urlFault } from "./address.ts";

/** No answer within this counts as none: milliseconds. The server itself gives up a little earlier. */
const mostMs = 12_000;
const statementMs = 10_000;

/** A database that does not do what it was asked to, in its own words. */
export class Refusal extends Error {
  /** SQLSTATE. */
  readonly state: string;
  readonly constraint: string | null;

  constructor(message: string, state: string, constraint: string | null) {
    super(message);
    this.state = state;
    this.constraint = constraint;
  }
}

/** One database, reached when it is first asked something, and again after a connection was lost. */
export interface Database {
  /** The rows of one statement. Throws Refusal where the database says no, TARGET_UNREACHABLE where it says nothing. */
  query(text: string, values: readonly unknown[], options: CallOptions): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** A row by its columns; who asks knows their types. */
export type Row = Readonly<Record<string, unknown>>;

interface Connection {
  readonly client: Client;
  readonly socket: Socket;
  /** Over when everything that it was asked before has been answered. */
  last: Promise<unknown>;
}

/** Opens nothing yet. `url`: the engine's address, asked for when it connects; never kept, shown or thrown. */
export function openDatabase(
  target: string,
  url: (options: CallOptions) => Promise<string>,
  database: string | null = null,
  answerMs: number = mostMs,
): Database {
  let current: Promise<Connection> | null = null;

  async function connect(options: CallOptions): Promise<Connection> {
    const { default: pg } = await import("pg");
    const given = await url(options);
    const fault = urlFault(given);
    if (fault !== null) throw brevetError("TARGET_OPTION_UNFIT", { target, option: "url", what: fault });
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: database === null ? given : onDatabase(given, database),
      stream: () => socket,
      application_name: "brevet",
      statement_timeout: statementMs,
      // Nothing that somebody else made is found by a name of the system's, and no crash takes back what was answered.
      options: "-c search_path=pg_catalog -c timezone=UTC -c datestyle=ISO -c synchronous_commit=on",
      keepAlive: true,
    });
    client.on("error", forget).on("end", forget);
    await within(client.connect(), socket, options);
    return { client, socket, last: Promise.resolve() };
  }

  /** The next question opens a connection of its own. */
  function forget(): void {
    current = null;
  }

  /** What comes of it within the deadline; else the connection is cut, so that nothing waits for it any longer. */
  async function within<Answer>(work: Promise<Answer>, socket: Socket, { signal }: CallOptions): Promise<Answer> {
    const either = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    let stop = (): void => undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => {
        forget();
        socket.destroy();
        const what = `no answer within ${answerMs / 1000} s`;
        reject(signal.aborted ? (signal.reason as Error) : brevetError("TARGET_UNREACHABLE", { target, what }));
      };
    });
    const answered = work.catch((error: unknown): never => {
      throw toThrow(error, target);
    });
    either.addEventListener("abort", stop);
    if (either.aborted) stop();
    try {
      return await Promise.race([answered, stopped]);
    } finally {
      either.removeEventListener("abort", stop);
    }
  }

  return {
    async query(text, values, options) {
      options.signal.throwIfAborted();
      const opening = (current ??= connect(options));
      const connection = await opening.catch((error: unknown): never => {
        forget();
        throw error;
      });
      // A connection answers one question at a time, and whoever is to ask next waits here.
      const asked = connection.last.then(() => connection.client.query<Row>(text, [...values]));
      connection.last = asked.catch(() => undefined);
      return (await within(asked, connection.socket, options)).rows;
    },
    async close() {
      const last = await current?.catch(() => null);
      forget();
      if (last === null || last === undefined) return;
      last.client.end().catch(() => undefined);
      last.socket.destroySoon();
    },
  };
}

/** Never the library's own error: it may quote statements, and with them what must not be told. */
function toThrow(error: unknown, target: string): Error {
  const { code, constraint, severity } = error as { code?: unknown; constraint?: unknown; severity?: unknown };
  const what = error instanceof Error ? error.message : String(error);
  const state = String(code);
  const isDown = severity === undefined || /^(?:08|28|53|57P|58)/.test(state) || state === "3D000";
  if (isDown) return brevetError("TARGET_UNREACHABLE", { target, what });
  return new Refusal(what, state, typeof constraint === "string" ? constraint : null);
}
