import { markInQueue, markOf } from "../../src/action/mark-of.ts";
import { thrown } from "../../src/core/problem/brevet-error.ts";
import { gateChange } from "../../src/engine/gate/gate-change.ts";
import { stand } from "../../src/engine/person/standing.ts";
import { today } from "./company.ts";
import { GitHubCompany } from "./github-company.ts";

const options = { signal: new AbortController().signal };

/** What became of many requests that were agreed to within the same minute. */
export interface Burst {
  readonly merged: number;
  /** Ids, each as often as it was admitted. */
  readonly admitted: readonly string[];
  /** Accounts of access that the target really holds. */
  readonly held: number;
  /** Kinds of stories that the history tells of them. */
  readonly stories: readonly string[];
  /** Calls of GitHub's API, from the first look of the gate to the last grant. */
  readonly calls: number;
}

/** So many requests of alice's, each for another resource and agreed to by bob, taken through one gate and one run. */
export async function burst(count: number): Promise<Burst> {
  await using on = await GitHubCompany.found({ "policies/catalog/resources/payments.yaml": resources(count) });
  const { company, github } = on;
  const asks = Array.from({ length: count }, (_, index) =>
    on.ask("alice", `payments/r${index}/${today}-alice`, { role: "view", duration: "1h" }),
  );
  for (const ask of asks) on.approve("bob", ask);
  github.calls();
  const ports = { ...company.ports(), forge: on.forge };
  const by = await stand(ports, options);
  if (!by.ok) throw thrown(by.problems);
  let merged = 0;
  for (const { number } of asks) {
    // A desk of its own for each: one desk waits a second between two changes, as GitHub asks of it.
    const gate = { ...ports, changes: on.changes };
    const how = { merge: "squash", queued: null, markOf, markInQueue } as const;
    const gated = await gateChange(gate, by.value, number, how, options);
    if (gated !== null && gated.merged !== null) merged++;
  }
  const { admitted } = await on.apply();
  const calls = github.calls().length;
  const again = await on.apply();
  const told = new Map(asks.map(({ id }) => [id, [] as string[]]));
  for (const { grant, type } of await company.events()) told.get(grant ?? "")?.push(type);
  const stories = [...new Set([...told.values()].map((types) => types.join(" ")))];
  return { merged, admitted: [...admitted, ...again.admitted], held: company.holds("prod-db").length, stories, calls };
}

function resources(count: number): string {
  const resource = (index: number): string =>
    `r${index}: { title: Resource ${index}, tier: moderate, owners: [team:payments], target: prod-db, roles: { view: { rights: { role: r${index} }, max: 4h, eligible: [team:payments] } } }`;
  return `${Array.from({ length: count }, (_, index) => resource(index)).join("\n")}\n`;
}
