import { Agent, request } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Session } from "../contract/target.ts";

/** What a visitor of a TLS door has: where it is, whom to trust, and its own certificate and key (PEM). */
export interface Credentials {
  readonly port: number;
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A connection that is kept. */
export interface Kept extends Session {
  /** What another visit on the same connection is answered. */
  answers(): Promise<string>;
}

/** What the door answers to one visit on a connection of its own; `closed` where it hangs up. */
export async function knock(credentials: Credentials, path: string): Promise<string> {
  const agent = new Agent({ maxCachedSessions: 0 });
  try {
    return await visit(credentials, path, agent);
  } finally {
    agent.destroy();
  }
}

/** Visits once and keeps the connection; it was cut when the other side closes it within five seconds. */
export async function keepOpen(credentials: Credentials, path: string): Promise<Kept> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const closed = new Promise<true>((resolve) => {
    agent.once("free", (socket: Socket) => socket.once("close", () => resolve(true)));
  });
  await visit(credentials, path, agent);
  return {
    answers: () => visit(credentials, path, agent),
    wasCut: () =>
      Promise.race([closed, new Promise<false>((resolve) => setTimeout(() => resolve(false), 5000).unref())]),
  };
}

/** Whether a second connection could take up the session of the first, without showing a certificate again. */
export async function resume(credentials: Credentials, path: string): Promise<boolean> {
  const agent = new Agent({ keepAlive: false });
  const reused: boolean[] = [];
  const look = (socket: TLSSocket): void => {
    reused.push(socket.isSessionReused());
  };
  await visit(credentials, path, agent, look);
  await visit(credentials, path, agent, look);
  agent.destroy();
  return reused.length !== 2 || reused.includes(true);
}

function visit(
  { port, ca, cert, key }: Credentials,
  path: string,
  agent: Agent,
  connected: (socket: TLSSocket) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve) => {
    const call = request({ host: "127.0.0.1", port, path, ca, cert, key, agent }, (response) => {
      if (response.socket instanceof TLSSocket) connected(response.socket);
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(text));
    });
    call.on("error", () => resolve("closed"));
    call.end();
  });
}
