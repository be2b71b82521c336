import type { Config, Kinds, TargetConfig, TargetTraits } from "../config/config.ts";
import { parseSshKey } from "../config/ssh-key.ts";
import { problem, type Place, type Problem } from "../problem/problem.ts";
import type { Catalog, Person, Workload } from "./catalog.ts";
import type { Sources } from "./read-files.ts";

type Subject = Person | Workload;

/** One name, forge account, key or account of a target under two subjects, and what belongs to no subject at all. */
export function checkIdentities(catalog: Catalog, sources: Sources, config: Config, kinds: Kinds): readonly Problem[] {
  const people = Object.values(catalog.people);
  const workloads = Object.values(catalog.workloads);
  const placeOf = (subject: Subject, pointer: string, part?: "key"): Place => {
    const { document } = "repository" in subject ? sources.workloads : sources.people;
    return document.placeOf(`/${subject.id}${pointer}`, part);
  };
  return [
    ...workloads
      .filter(({ id }) => Object.hasOwn(catalog.people, id))
      .map((workload) => problem("SUBJECT_TWICE", { id: workload.id }, placeOf(workload, "", "key"))),
    ...twins(people, ({ github }) => github?.id).map(([person, twin]) =>
      problem("FORGE_ACCOUNT_TWICE", { id: person.id, twin: twin.id }, placeOf(person, "/github")),
    ),
    ...twins(workloads, (workload) => `${workload.repositoryId} ${workload.environment ?? ""}`).map(
      ([workload, twin]) =>
        problem("FORGE_ACCOUNT_TWICE", { id: workload.id, twin: twin.id }, placeOf(workload, "/id")),
    ),
    ...checkKeys([...people, ...workloads], config, placeOf),
    ...Object.values(config.targets).flatMap((target) => {
      const traits = kinds.get(target.kind);
      return traits === undefined ? [] : checkAccounts([...people, ...workloads], target, traits, placeOf);
    }),
  ];
}

type PlaceOf = (subject: Subject, pointer: string, part?: "key") => Place;

/** A key signs for one subject, and no key of the engine or of a target signs for anybody. */
function checkKeys(subjects: readonly Subject[], config: Config, placeOf: PlaceOf): readonly Problem[] {
  const others = new Map(Object.values(config.targets).map(({ id, identity }) => [identity, id]));
  for (const text of config.ledger.keys) {
    const key = parseSshKey(text);
    if (typeof key !== "string") others.set(key.fingerprint, "the engine");
  }
  const uses = subjects.flatMap((subject) => subject.keys.map((key, index) => ({ subject, key, index })));
  return [
    ...twins(uses, ({ key }) => key.fingerprint).map(([use, twin]) =>
      problem(
        "KEY_TWICE",
        { id: use.subject.id, twin: twin.subject.id },
        placeOf(use.subject, `/keys/${use.index}/key`),
      ),
    ),
    ...uses.flatMap(({ subject, key, index }) => {
      const owner = others.get(key.fingerprint);
      if (owner === undefined) return [];
      return [problem("KEY_IN_TWO_ROLES", { id: subject.id, owner }, placeOf(subject, `/keys/${index}/key`))];
    }),
  ];
}

/** An account of a target belongs to one subject, as the target compares names, and never to the target itself. */
function checkAccounts(
  subjects: readonly Subject[],
  target: TargetConfig,
  traits: TargetTraits,
  placeOf: PlaceOf,
): readonly Problem[] {
  const privileged = new Set(target.privileged.map(traits.comparable));
  const uses = subjects.flatMap((subject) => {
    const account = subject.accounts[target.id] ?? (traits.accounts === "implied" ? subject.id : null);
    return account === null ? [] : [{ subject, account, name: traits.comparable(account) }];
  });
  const place = ({ subject }: { readonly subject: Subject }): Place => placeOf(subject, `/accounts/${target.id}`);
  return [
    ...twins(uses, ({ name }) => name).map(([use, twin]) =>
      problem(
        "ACCOUNT_TWICE",
        { id: use.subject.id, twin: twin.subject.id, account: use.account, target: target.id },
        place(use),
      ),
    ),
    ...uses
      .filter(({ name }) => privileged.has(name))
      .map((use) => problem("ACCOUNT_PRIVILEGED", { principal: use.account, target: target.id }, place(use))),
  ];
}

/** Each thing whose key an earlier one has, with that one. */
function twins<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string | number | undefined,
): readonly (readonly [thing: Thing, twin: Thing])[] {
  const first = new Map<string | number, Thing>();
  return things.flatMap((thing) => {
    const key = keyOf(thing);
    const twin = key === undefined ? undefined : first.get(key);
    if (key !== undefined && twin === undefined) first.set(key, thing);
    return twin === undefined ? [] : [[thing, twin] as const];
  });
}
