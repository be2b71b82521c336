/** A ruleset as it was sent, with its number. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: string;
  readonly bypass_actors: readonly unknown[];
  readonly conditions: { readonly ref_name: { readonly include: readonly string[] } };
  readonly rules: readonly { readonly type: string; readonly parameters?: object }[];
}

export interface Environment {
  policy: null | { readonly protected_branches: boolean; readonly custom_branch_policies: boolean };
  readonly branches: string[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly at: string;
  readonly event: string;
  readonly labels: readonly string[];
}

export interface Workflow {
  readonly id: number;
  readonly path: string;
  state: string;
  readonly runs: WorkflowRun[];
}

export interface Installation {
  readonly app: number;
  readonly slug: string;
  readonly permissions: { readonly [name: string]: string };
  readonly selection: "all" | "selected";
  readonly suspendedAt: string | null;
}

/** What the settings pages keep. Rulesets are kept and told, and hold nobody back: `Rules` do that here. */
export interface Settings {
  owner: "Organization" | "User";
  isPublic: boolean;
  allowForking: boolean;
  token: { default_workflow_permissions: "read" | "write"; can_approve_pull_request_reviews: boolean };
  pinsActions: boolean;
  readonly rulesets: Ruleset[];
  readonly secrets: string[];
  readonly environments: Map<string, Environment>;
  readonly workflows: Workflow[];
  readonly installations: Installation[];
  demandsSecondFactor: boolean;
  plan: string;
  /** How often workflows ran in the last thirty days. */
  runs: number;
  readonly ownerErrors: object[];
}

/** A repository as careless hands leave it. */
export function newSettings(): Settings {
  return {
    owner: "Organization",
    isPublic: false,
    allowForking: true,
    token: { default_workflow_permissions: "write", can_approve_pull_request_reviews: true },
    pinsActions: false,
    rulesets: [],
    secrets: [],
    environments: new Map(),
    workflows: [],
    installations: [],
    demandsSecondFactor: false,
    plan: "team",
    runs: 0,
    ownerErrors: [],
  };
}
