import { brevetError } from "../../core/problem/brevet-error.ts";

/** Where to listen. */
export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** What `--listen` says: a port of this machine alone, unless an address is named. */
export function listenOption(value: string): Listen {
  const [, bracketed, plain, digits = ""] =
    /^(?:(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):)?(\d{1,5})$/.exec(value) ?? [];
  const port = Number(digits);
  if (digits === "" || port > 65_535)
    throw brevetError("ARGUMENT_INVALID", { what: "address to listen at", value, form: "9464 or 127.0.0.1:9464" });
  return { host: bracketed ?? plain ?? "127.0.0.1", port };
}
