import { list, need, one, text, type Asked, type Route } from "./rest.ts";
import type { Environment, Ruleset, Settings, Workflow, WorkflowRun } from "./settings.ts";
import { repositoryFacts } from "./shapes.ts";
import { Refused, stamp, type Hub } from "./state.ts";

const repo = "/repos/{owner}/{repo}";

/** What the settings pages show and take, for those who may administer. */
export const settingsRoutes: readonly Route[] = [
  admin("GET /orgs/{org}", ({ name, settings }) => ({
    login: name.split("/")[0],
    two_factor_requirement_enabled: settings.demandsSecondFactor,
    plan: { name: settings.plan, space: 0, private_repos: 0 },
  })),
  admin("GET /orgs/{org}/installations", ({ settings }) =>
    counted(
      "installations",
      settings.installations.map((each) => ({
        app_id: each.app,
        app_slug: each.slug,
        permissions: each.permissions,
        repository_selection: each.selection,
        suspended_at: each.suspendedAt,
      })),
    ),
  ),
  list("GET /orgs/{org}/teams/{team_slug}/members", (hub, asked) => {
    need(hub, asked, "read");
    const team = hub.people.teams.get(text(asked.path, "team_slug"));
    if (team === undefined) throw new Refused(404, "Not Found");
    return [...team.members].map((login) => {
      const { id } = hub.people.account(login);
      return { id, login, type: "User" };
    });
  }),
  one("GET /user/{account_id}", (hub, asked) => {
    const account = hub.people.byId(Number(text(asked.path, "account_id")));
    if (account === null) throw new Refused(404, "Not Found");
    return { id: account.id, login: account.login, type: account.type };
  }),
  admin(`PATCH ${repo}`, (hub, { body }) => {
    if (typeof body["allow_forking"] === "boolean") hub.settings.allowForking = body["allow_forking"];
    return repositoryFacts(hub);
  }),
  one(`GET ${repo}/rules/branches/{branch}`, (hub, asked) => {
    need(hub, asked, "read");
    const ref = `refs/heads/${text(asked.path, "branch")}`;
    const bound = hub.settings.rulesets.filter(
      ({ enforcement, conditions }) =>
        enforcement === "active" && conditions.ref_name.include.some((pattern) => fits(pattern, ref)),
    );
    return bound.flatMap(({ id, rules }) =>
      rules.map((rule) => ({ ...rule, ruleset_id: id, ruleset_source: hub.name, ruleset_source_type: "Repository" })),
    );
  }),
  admin(`GET ${repo}/rulesets/{ruleset_id}`, (hub, { path }) => {
    const found = hub.settings.rulesets.find(({ id }) => id === Number(text(path, "ruleset_id")));
    if (found === undefined) throw new Refused(404, "Not Found");
    return rulesetFacts(hub, found);
  }),
  admin(`POST ${repo}/rulesets`, (hub, { body }) => {
    const made = { id: hub.nextId(), ...body } as unknown as Ruleset;
    if (hub.settings.rulesets.some(({ name }) => name === made.name)) throw new Refused(422, "Name must be unique");
    hub.settings.rulesets.push(made);
    return rulesetFacts(hub, made);
  }),
  admin(`PUT ${repo}/rulesets/{ruleset_id}`, (hub, { path, body }) => {
    const { rulesets } = hub.settings;
    const index = rulesets.findIndex(({ id }) => id === Number(text(path, "ruleset_id")));
    const before = rulesets[index];
    if (before === undefined) throw new Refused(404, "Not Found");
    const made = { ...before, ...body };
    rulesets[index] = made;
    return rulesetFacts(hub, made);
  }),
  admin(`GET ${repo}/actions/permissions`, ({ settings }) => ({
    enabled: true,
    allowed_actions: "all",
    sha_pinning_required: settings.pinsActions,
  })),
  admin(
    `PUT ${repo}/actions/permissions`,
    ({ settings }, { body }) => {
      settings.pinsActions = body["sha_pinning_required"] === true;
      return {};
    },
    204,
  ),
  admin(`GET ${repo}/actions/permissions/workflow`, ({ settings }) => settings.token),
  admin(
    `PUT ${repo}/actions/permissions/workflow`,
    ({ settings }, { body }) => {
      settings.token = body as Settings["token"];
      return {};
    },
    204,
  ),
  admin(`GET ${repo}/actions/secrets`, ({ settings }) =>
    counted(
      "secrets",
      settings.secrets.map((name) => ({ name })),
    ),
  ),
  admin(`GET ${repo}/actions/organization-secrets`, () => counted("secrets", [])),
  admin(`GET ${repo}/environments`, ({ settings }) =>
    counted("environments", [...settings.environments].map(environmentFacts)),
  ),
  admin(`PUT ${repo}/environments/{environment_name}`, ({ settings }, { path, body }) => {
    const name = text(path, "environment_name");
    const policy = (body["deployment_branch_policy"] ?? null) as Environment["policy"];
    const made: Environment = { policy, branches: settings.environments.get(name)?.branches ?? [] };
    settings.environments.set(name, made);
    return environmentFacts([name, made]);
  }),
  admin(`GET ${repo}/environments/{environment_name}/deployment-branch-policies`, (hub, asked) =>
    counted(
      "branch_policies",
      environmentOf(hub, asked).branches.map((name) => ({ name })),
    ),
  ),
  admin(
    `POST ${repo}/environments/{environment_name}/deployment-branch-policies`,
    (hub, asked) => {
      const name = text(asked.body, "name");
      environmentOf(hub, asked).branches.push(name);
      return { name };
    },
    200,
  ),
  admin(`GET ${repo}/actions/workflows`, ({ settings }) =>
    counted(
      "workflows",
      settings.workflows.map(({ id, path, state }) => ({ id, path, state })),
    ),
  ),
  admin(
    `PUT ${repo}/actions/workflows/{workflow_id}/enable`,
    (hub, asked) => {
      workflowOf(hub, asked).state = "active";
      return {};
    },
    204,
  ),
  admin(`GET ${repo}/actions/workflows/{workflow_id}/runs`, (hub, asked) => {
    const event = asked.query.get("event");
    const runs = workflowOf(hub, asked).runs.filter((run) => event === null || run.event === event);
    return counted("workflow_runs", runs.slice(0, Number(asked.query.get("per_page") ?? 30)).map(runFacts));
  }),
  admin(`GET ${repo}/actions/runs`, ({ settings }) => ({ total_count: settings.runs, workflow_runs: [] })),
  admin(`GET ${repo}/actions/runs/{run_id}/jobs`, ({ settings }, { path }) => {
    const run = settings.workflows.flatMap(({ runs }) => runs).find(({ id }) => id === Number(text(path, "run_id")));
    if (run === undefined) throw new Refused(404, "Not Found");
    return counted("jobs", [{ id: run.id, labels: run.labels, conclusion: "success", status: "completed" }]);
  }),
];

function admin(route: string, answer: (hub: Hub, asked: Asked) => unknown, status?: number): Route {
  return one(
    route,
    (hub, asked) => {
      need(hub, asked, "admin");
      return answer(hub, asked);
    },
    status,
  );
}

function counted(name: string, items: readonly unknown[]): object {
  return { total_count: items.length, [name]: items };
}

/** Whether a pattern of a ruleset names a branch. */
function fits(pattern: string, ref: string): boolean {
  return pattern.endsWith("/*") ? ref.startsWith(pattern.slice(0, -1)) : pattern === ref;
}

function rulesetFacts(hub: Hub, ruleset: Ruleset): object {
  const { id, name, enforcement, bypass_actors, conditions, rules } = ruleset;
  const at = stamp(hub);
  return {
    id,
    name,
    target: "branch",
    source: hub.name,
    enforcement,
    bypass_actors,
    conditions,
    rules,
    created_at: at,
  };
}

function environmentFacts([name, { policy }]: readonly [string, Environment]): object {
  return { name, deployment_branch_policy: policy };
}

function environmentOf({ settings }: Hub, { path }: Asked): Environment {
  const found = settings.environments.get(text(path, "environment_name"));
  if (found === undefined) throw new Refused(404, "Not Found");
  return found;
}

function workflowOf({ settings }: Hub, { path }: Asked): Workflow {
  const found = settings.workflows.find(({ id }) => String(id) === path["workflow_id"]);
  if (found === undefined) throw new Refused(404, "Not Found");
  return found;
}

function runFacts({ id, at, event }: WorkflowRun): object {
  return { id, created_at: at, event, status: "completed", conclusion: "success" };
}
