import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Somebody of the story: where they work, and the environment in which their commands run. */
export interface Actor {
  readonly name: string;
  /** Their home: keys and certificates lie here. */
  readonly home: string;
  /** Where they type. */
  readonly folder: string;
  /** The variables of their shell; it is theirs to set. */
  readonly env: Record<string, string>;
}

/** Where everybody works, and how. */
export interface Setting {
  readonly homes: string;
  readonly folder: string;
  readonly path: string;
}

/** Makes a home with a git identity; nothing of the machine's own settings reaches the story. */
export async function makeActor(name: string, { homes, folder, path }: Setting): Promise<Actor> {
  const home = join(homes, name);
  await mkdir(join(home, ".ssh"), { recursive: true, mode: 0o700 });
  const gitconfig = join(home, ".gitconfig");
  await writeFile(
    gitconfig,
    `[user]\n\tname = ${name}\n\temail = ${name}@acme.example\n\tsigningkey = ${join(home, ".ssh/id_ed25519.pub")}\n` +
      "[advice]\n\tdetachedHead = false\n[init]\n\tdefaultBranch = main\n",
  );
  return {
    name,
    home,
    folder,
    env: {
      PATH: path,
      HOME: home,
      XDG_DATA_HOME: join(home, "data"),
      GIT_CONFIG_GLOBAL: gitconfig,
      GIT_CONFIG_NOSYSTEM: "1",
      NO_COLOR: "1",
      LC_ALL: "C",
      TZ: "UTC",
    },
  };
}
