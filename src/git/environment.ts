/** What any program needs of the environment, on any system. */
const KEPT = ["PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"];

/** Variables that tie git to a repository, an index or an object store (git rev-parse --local-env-vars), or change its answers. */
const LOCAL = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_ATTR_SOURCE",
  "GIT_COMMON_DIR",
  "GIT_CONFIG",
  "GIT_DIR",
  "GIT_EXTERNAL_DIFF",
  "GIT_GRAFT_FILE",
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_LITERAL_PATHSPECS",
  "GIT_NAMESPACE",
  "GIT_NOGLOB_PATHSPECS",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_QUARANTINE_PATH",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
]);

/** An environment in which no setting of the user or the system reaches git. `nothing` names an empty file. */
export function provingEnvironment(nothing: string): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: nothing,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_GRAFT_FILE: `${nothing}/here`, // a file that cannot be
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
  };
}

/** Names of the person's own settings for git (credentials, transport), without those that tie it to a repository. */
export function personalVariables(): readonly string[] {
  const names = Object.keys(process.env).filter((name) => name.startsWith("GIT_") && !LOCAL.has(name));
  return [...names, "SSH_ASKPASS"];
}

/** The person's environment, free of what ties git to another repository. */
export function personalEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !LOCAL.has(name)));
}
