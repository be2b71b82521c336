import type { Words } from "../words.ts";

/** Codes of reading one request file. */
export const requestCodes = {
  REQUEST_SYNTAX: (p: { what: string }): Words => ({
    summary: `This is not a plain request file: ${p.what}.`,
    next: "Write one YAML document of plain keys and values.",
  }),
} as const;
