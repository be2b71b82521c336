import { styleText } from "node:util";
import { reportJson } from "../views/json/report.ts";
import type { Paint } from "../views/text/paint.ts";
import type { Io } from "./io.ts";

/** The flags that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly repo?: string;
}

/** One run of one command: what it was told about how to speak, and the process around it. */
export interface Session extends Io {
  readonly json: boolean;
  /** `--repo`, or null: the one around the current folder. */
  readonly repo: string | null;
  readonly paint: Paint;
  /** Tells on standard error how far it is; nothing with `--quiet`. */
  tell(line: string): void;
  /** Gives the result: the report itself with `--json`, else its text. */
  show(report: object, text: (paint: Paint) => string): void;
}

export function openSession(io: Io, options: CommonOptions): Session {
  const json = options.json === true;
  const colored = options.color && io.outIsTerminal && (io.env["NO_COLOR"] ?? "") === "" && io.env["TERM"] !== "dumb";
  const paint: Paint = colored ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  return {
    ...io,
    json,
    repo: options.repo ?? null,
    paint,
    tell: (line) => {
      if (options.quiet !== true) io.err(`${line}\n`);
    },
    show: (report, text) => {
      io.out(json ? reportJson(report) : text(paint));
    },
  };
}
