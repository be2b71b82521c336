import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { sandbox, type Sandbox } from "../../e2e/sandbox.ts";
import { openDatabase, type Database } from "./database.ts";
import { catalogOf, gather, type People } from "./people.ts";
import { Site } from "./site.ts";

/** Everything that rows share: one database server, and a repository to copy, whose rules people accepted. */
export interface Place extends AsyncDisposable {
  readonly box: Sandbox;
  readonly database: Database;
  readonly people: People;
  /** A repository, its git server and its engine's clone, for one row alone. */
  site(): Promise<Site>;
}

const built = join(import.meta.dirname, "../../../dist/cli/main.js");

/**
 * Makes one with the command line itself. isBuilt: the engines run from `dist/`, as they do where Brevet is installed; else
 * from source. Null where this machine has no PostgreSQL.
 */
export async function openPlace(crowd: number, isBuilt: boolean): Promise<Place | null> {
  if (isBuilt && !existsSync(built)) throw new Error("There is no dist/ to try. Run: npm run build");
  const database = await openDatabase();
  if (database === null) return null;
  const people = await gather(crowd);
  const box = isBuilt ? sandbox("alice", built) : sandbox();
  await box.git(["init", "--quiet", "--bare", "server.git"]);
  await box.git(["clone", "--quiet", "server.git", "access"]);
  const must = async (args: readonly string[]): Promise<void> => {
    const ran = await box.brevet(args, "access");
    if (ran.code !== 0) throw new Error(`brevet ${args.join(" ")}: ${ran.code}\n${ran.out}${ran.err}`);
  };
  await must(["init"]);
  const root = join(box.folder, "access");
  mkdirSync(join(root, ".git/brevet/db"), { mode: 0o700 });
  writeFileSync(join(root, ".git/brevet/db/url"), database.url, { mode: 0o600 });
  await box.git(["switch", "--quiet", "--create", "crowd"], "access");
  appendFileSync(
    join(root, "brevet.yaml"),
    `  db:\n    kind: postgres\n    identity: "${database.identity}"\n    url: file:db/url\n`,
  );
  for (const [path, text] of Object.entries(catalogOf(people))) {
    const file = join(root, path);
    writeFileSync(file, (existsSync(file) ? readFileSync(file, "utf8") : "") + text);
  }
  await box.git(["add", "--all"], "access");
  await box.git(["commit", "--quiet", "--message", "Let the crowd in"], "access");
  await must(["approve", "--rules", "--yes"]);
  await box.git(["switch", "--quiet", "main"], "access");
  await box.git(["merge", "--quiet", "--no-ff", "--no-edit", "crowd"], "access");
  await box.git(["push", "--quiet", "origin", "main"], "access");
  await must(["apply"]);
  mkdirSync(join(box.folder, "base"));
  for (const [from, to] of [
    ["server.git", "base/server.git"],
    ["access", "base/engine"],
  ] as const)
    cpSync(join(box.folder, from), join(box.folder, to), { recursive: true });
  const sites: Site[] = [];
  return {
    box,
    database,
    people,
    async site() {
      const site = await Site.copy(box, people, "base");
      sites.push(site);
      return site;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sites.map((site) => site.leave()));
      await database.close();
      box.remove();
    },
  };
}
