import { constants, createHash, X509Certificate } from "node:crypto";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { followEnded } from "./ended-certificates.ts";
import { toVisitor } from "./visitor.ts";
import type { Visitor, Visitors } from "./visitor.ts";

export interface DoorOptions {
  /** The door's own key and certificate, PEM. */
  readonly key: string;
  readonly cert: string;
  /** The CA whose client certificates open it, PEM. */
  readonly ca: string;
  /** The folder that lists ended certificates. */
  readonly ended: string;
  /** What lies behind it: the group that each path needs. Below each, `/live` goes on telling the time. */
  readonly rooms: ReadonlyMap<string, string>;
  readonly port?: number;
}

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A web server that nobody enters without a client certificate of the CA. OpenSSL reads the certificate's window
 * when a connection begins; the list of ended ones is read on every request, and what it names is cut off while
 * it is open. Where the list cannot be read, nobody is let in.
 */
export async function openDoor({ key, cert, ca, ended, rooms, port = 0 }: DoorOptions): Promise<Door> {
  const visitors: Visitors = new Map();
  const list = followEnded(ended, fingerprint(ca), () => void cut());

  async function cut(): Promise<void> {
    const serials = await list.now();
    for (const [socket, { serial }] of visitors) if (serials === null || serials.has(serial)) socket.destroy();
  }

  async function refusal(visitor: Visitor | undefined, path: string): Promise<string | null> {
    if (visitor === undefined || visitor.refused !== null) return visitor?.refused ?? "GONE";
    const serials = await list.now();
    if (serials === null) return "the list of ended certificates cannot be read";
    if (serials.has(visitor.serial)) return "CERT_ENDED";
    const group = rooms.get(path.replace(/\/live$/, ""));
    if (group === undefined) return `there is nothing behind ${path}`;
    return visitor.groups.includes(group) ? null : `${path} needs the group ${group}`;
  }

  const server = createServer(
    {
      key,
      cert,
      ca,
      requestCert: true,
      // Who is not authorized gets an answer that says why, and nothing else.
      rejectUnauthorized: false,
      minVersion: "TLSv1.3",
      // A resumed session is not checked against the certificate's end (docs/targets/x509.md).
      secureOptions: constants.SSL_OP_NO_TICKET,
      sessionTimeout: 1,
      keepAliveTimeout: 0,
    },
    (request, response) => {
      const visitor = visitors.get(request.socket);
      const path = request.url ?? "/";
      refusal(visitor, path).then(
        (refused) => {
          response.statusCode = refused === null ? 200 : 403;
          response.setHeader("content-type", "text/plain");
          if (visitor?.refused !== null) response.setHeader("connection", "close");
          if (refused === null && path.endsWith("/live")) tellTime(response, visitor?.name);
          else response.end(refused === null ? `200 ${visitor?.name} is in ${path}\n` : `403 ${refused}\n`);
        },
        () => request.socket.destroy(),
      );
    },
  );
  server.on("secureConnection", (socket) => {
    visitors.set(socket, toVisitor(socket));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => visitors.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      list.close();
      for (const socket of visitors.keys()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A line a second, for as long as the connection lasts. */
function tellTime(response: ServerResponse, name = ""): void {
  const tell = (): void => void response.write(`${new Date().toISOString().slice(11, 19)} ${name} is still in\n`);
  const timer = setInterval(tell, 1000);
  response.on("close", () => clearInterval(timer));
  tell();
}

function fingerprint(ca: string): string {
  const spki = new X509Certificate(ca).publicKey.export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256").update(spki).digest("base64").replace(/=+$/, "")}`;
}
