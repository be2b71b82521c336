import { applyWorkflow, expireWorkflow } from "./apply.ts";
import { approvalsWorkflow } from "./approvals.ts";
import { checkWorkflow } from "./check.ts";
import { commentWorkflow } from "./comment.ts";
import { gateWorkflow } from "./gate.ts";
import { requestWorkflow } from "./request.ts";
import { verifyWorkflow } from "./verify.ts";
import { isApart, type WorkflowsFor } from "./workflow.ts";

/** Workflows by path: those of the access repository, and those that belong into a repository of their own. */
export interface Workflows {
  readonly access: ReadonlyMap<string, string>;
  readonly engine: ReadonlyMap<string, string>;
}

/**
 * The workflows of an access repository. With the built-in token, whoever can land a commit on main holds what they hold;
 * with an App they hold no more than its environment; in a repository of their own, main's writers do not reach them.
 */
export function workflows(about: WorkflowsFor): Workflows {
  const open = { check: checkWorkflow(about), approvals: approvalsWorkflow(about) };
  const power = { apply: applyWorkflow(about), expire: expireWorkflow(about), verify: verifyWorkflow(about) };
  if (about.engine === null)
    return { access: files({ ...open, comment: commentWorkflow(about), ...power }), engine: new Map() };
  const gated = files({ gate: gateWorkflow(about), ...power });
  return isApart(about)
    ? { access: files(open), engine: gated }
    : {
        // The fast lane is started by who asks, and so stands where they may start something.
        access: new Map([...files(open), ...gated, ...files({ request: requestWorkflow(about) })]),
        engine: new Map(),
      };
}

function files(named: { readonly [name: string]: string }): ReadonlyMap<string, string> {
  const linter = `# \`queue\` is younger than this linter: it keeps runs waiting instead of dropping them.
paths:
  .github/workflows/**/*.yml:
    ignore:
      - 'unexpected key "queue" for "concurrency" section'
`;
  return new Map([
    [".github/actionlint.yaml", linter],
    ...Object.entries(named).map(([name, text]) => [`.github/workflows/brevet-${name}.yml`, text] as const),
  ]);
}
