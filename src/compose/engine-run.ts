import type { Event } from "../core/ledger/event.ts";
import type { Environment } from "./place.ts";

/** Who runs, as events name it. */
export type EngineRun = Event["by"];

/** This build, with the address of the run where an environment such as GitHub Actions tells one. */
export function engineRun(version: string, env: Environment): EngineRun {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const known = server !== undefined && repository !== undefined && id !== undefined;
  return { kind: "engine", version, run: known ? `${server}/${repository}/actions/runs/${id}` : null };
}
