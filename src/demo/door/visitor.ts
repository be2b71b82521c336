import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** Who stands behind a connection, as its certificate said when it began; `refused` names what was wrong with it. */
export interface Visitor {
  readonly name: string;
  readonly serial: string;
  readonly groups: readonly string[];
  readonly refused: string | null;
}

/** Reads the certificate of a connection. OpenSSL has judged it: chain, purpose and window. */
export function toVisitor(socket: TLSSocket): Visitor {
  if (!socket.authorized) return { name: "", serial: "", groups: [], refused: String(socket.authorizationError) };
  const { subject, serialNumber } = socket.getPeerCertificate();
  const organisations: string | string[] | undefined = subject.O;
  return {
    name: [subject.CN].flat().join(),
    serial: serialNumber,
    groups: organisations === undefined ? [] : [organisations].flat(),
    refused: null,
  };
}

/** The open connections of a door. */
export type Visitors = Map<Socket, Visitor>;
