/** The Action that workflows run: pinned by commit, because a tag can be moved. */
export interface ActionPin {
  readonly repository: string;
  /** Forty hexadecimal digits. */
  readonly commit: string;
  /** The release that the commit is, for people. */
  readonly version: string;
}

/** What workflows are written for. */
export interface WorkflowsFor {
  readonly action: ActionPin;
  readonly branch: string;
  /** The access repository: `owner/name`. */
  readonly access: string;
  /** Where jobs with power run: the access repository itself or one of their own; null: with the built-in token alone. */
  readonly engine: string | null;
}

/** The machine of every job: named by its version, so that it does not change by itself. */
export const machine = "ubuntu-24.04";

/** `uses:` and what follows it. */
export function uses({ repository, commit, version }: ActionPin): string {
  return `uses: ${repository}@${commit} # ${version}`;
}

const app = "actions/create-github-app-token@1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1";

/** Whether the job runs where its access repository is another one. */
export function isApart({ access, engine }: WorkflowsFor): boolean {
  return engine !== null && engine !== access;
}

/** The environment that holds the engine's secrets, and the one group of everything that writes the ledger. */
export const environment = "brevet-engine";
export const oneAtATime: string = `concurrency:
  # One at a time, and none is dropped: each is the whole reconcile.
  group: brevet-state
  cancel-in-progress: false
  queue: max`;

/** Steps that become the App, for the access repository alone; none with the built-in token. */
export function becomeApp(about: WorkflowsFor, permissions: readonly string[]): string {
  if (about.engine === null) return "";
  const [owner = "", name = ""] = about.access.split("/");
  const asked = permissions.map((permission) => `          permission-${permission.replace(":", ": ")}\n`).join("");
  return `      - name: Become the App
        id: app
        uses: ${app}
        with:
          client-id: \${{ vars.BREVET_APP_CLIENT_ID }}
          private-key: \${{ secrets.BREVET_APP_KEY }}
          owner: ${owner}
          repositories: ${name}
${asked}`;
}

/** The token that the engine works with. */
export function token({ engine }: WorkflowsFor): string {
  return engine === null ? "${{ github.token }}" : "${{ steps.app.outputs.token }}";
}

/** What every step of the engine is told, and where its secrets come from. */
export function engineStep(name: string, mode: string, about: WorkflowsFor, more: readonly string[] = []): string {
  const elsewhere = isApart(about) ? `          repository: ${about.access}\n` : "";
  return `      - name: ${name}
        ${uses(about.action)}
        with:
          mode: ${mode}
          token: ${token(about)}
${elsewhere}${more.map((line) => `          ${line}\n`).join("")}          trust: \${{ vars.BREVET_TRUST }}
        env:
          BREVET_ENGINE_KEY: \${{ secrets.BREVET_ENGINE_KEY }}
          # One line for each secret of a target that brevet.yaml names as env:BREVET_…, from the same environment.
`;
}

/** Whether the engine of this repository runs in workflows at all: else one is resident elsewhere, and none starts here. */
export const runsHere = "vars.BREVET_ENGINE == 'workflows'";

/** The App's rights in a job that judges and merges. */
const mergerRights = ["actions:read", "administration:read", "contents:write", "pull-requests:write", "statuses:write"];

/** The one job of a workflow that judges, merges and, where engines run in workflows, gives: with the App's power. */
export function mergingJob(mode: "gate" | "request", step: string, about: WorkflowsFor): string {
  return `permissions: {}

${oneAtATime}

jobs:
  ${mode}:
    name: brevet-${mode}
    if: github.ref == 'refs/heads/${about.branch}'
    runs-on: ${machine}
    timeout-minutes: 30
    environment: ${environment}
    permissions: {}
    steps:
${becomeApp(about, mergerRights)}${engineStep(step, mode, about, [`apply: \${{ ${runsHere} }}`])}`;
}
