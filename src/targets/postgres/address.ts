import { unescape } from "node:querystring";

const form = /^(postgres(?:ql)?):\/\/(?:[^/?#]*@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

/** Parameters of an address that say where it leads and how it is protected; any other could be a secret. */
const told = ["host", "port", "sslmode"];

/** What is wrong with the engine's own address, without a word of it; null: nothing that can be seen. */
export function urlFault(url: string): string | null {
  if (!form.test(url)) return "it is no address: postgresql://login:password@host:5432/database";
  if (!/^postgres(?:ql)?:\/\/[^/?#]+@/.test(url)) return "it names no login";
  return null;
}

/** The same server by the same login, on another of its databases. */
export function onDatabase(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*)(?:\/[^?#]*)?/, `$1/${encodeURIComponent(database)}`);
}

/** The same address with another password. */
export function withPassword(url: string, password: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?#:@]*)(?::[^/?#]*)?@/, `$1:${password}@`);
}

/** The database that an address leads to. */
export function databaseIn(address: string): string {
  const named = form.exec(address)?.[3] ?? "";
  return named === "" ? "postgres" : unescape(named);
}

/** The address that a holder types: where people reach the server, with their own login. */
export function holdersAddress(address: string, login: string, password: string): string {
  const [, , host = "", , query = ""] = form.exec(address) ?? [];
  const database = encodeURIComponent(databaseIn(address));
  const kept = new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => told.includes(name)));
  const parameters = kept.size === 0 ? "" : `?${kept.toString()}`;
  return `postgresql://${encodeURIComponent(login)}:${password}@${host}/${database}${parameters}`;
}
