import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** More than the names of any work tree's files. */
const mostBytes = 1 << 30;

/** What git says of the work tree in that folder, by the person's own settings; rejects where git does not answer. */
export async function askGit(root: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const { stdout } = await run("git", ["-C", root, ...args], {
    signal,
    env: personalEnvironment(),
    maxBuffer: mostBytes,
    windowsHide: true,
  });
  return stdout;
}

/** Without what ties git to another repository or index than the folder's: a hook of git's sets these. */
function personalEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_") || isSetting.test(name));
  return Object.fromEntries(kept);
}

const isSetting = /^GIT_(?:CONFIG_|CEILING_DIRECTORIES$|DISCOVERY_ACROSS_FILESYSTEM$|EXEC_PATH$)/;
