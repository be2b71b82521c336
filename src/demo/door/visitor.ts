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
  const certificate = socket.getPeerCertificate();
  const outside = { name: "", serial: "", groups: [] };
  if (Object.keys(certificate).length === 0) return { ...outside, refused: "NO_CERTIFICATE" };
  if (!socket.authorized) return { ...outside, refused: String(socket.authorizationError) };
  const { subject, serialNumber } = certificate;
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
