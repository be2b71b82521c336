import type { Told } from "../place/site.ts";
import type { Ask, RealPlot } from "./plot.ts";

/** The newest commit of the ledger that was seen, so that it is noticed when it goes back. */
export interface Seen {
  tip: string | null;
}

/** Every promise that is broken just now, as far as server and ledger show it; each with its number. */
export async function brokenOnServers(plot: RealPlot, seen: Seen): Promise<string[]> {
  // Logins first: what the ledger says when it is asked later, it had to say before they were made.
  const logins = plot.canLook ? await loginsNow(plot) : [];
  const told = plot.isForgeDown ? null : await plot.site.told();
  return [
    ...logins.flatMap((login) => unproved(plot, login)),
    ...(told === null ? [] : logins.flatMap((login) => unsaid(told, login))),
    ...(told === null ? [] : logins.flatMap((login) => tooLong(plot, told, login))),
    ...(plot.canLook ? await notOurs(plot) : []),
    ...(told === null ? [] : [...rewritten(told), ...(await rewound(plot, seen))]),
  ];
}

interface Login {
  readonly login: string;
  readonly grant: string | null;
  /** When the server itself refuses it; null: never. */
  readonly until: number | null;
  readonly canLogin: boolean;
}

async function loginsNow({ place }: RealPlot): Promise<Login[]> {
  const rows = await place.database.sql(`select rolname as login, grant_id as grant, rolcanlogin as can,
    floor(extract(epoch from rolvaliduntil) * 1000)::float8 as until
    from pg_roles left join brevet.logins on login = rolname where rolname ~ '^brevet_.*_[0-9a-f]{16}$'`);
  return rows.map(({ login, grant, until, can }) => ({
    login: String(login),
    grant: grant as string | null,
    until: until as number | null,
    canLogin: can === true,
  }));
}

/** 1: access is there only for what was asked for, agreed to and merged. */
function unproved({ asked }: RealPlot, { login, grant }: Login): string[] {
  return asked.some(({ id, isDeserved }) => id === grant && isDeserved)
    ? []
    : [`1: ${login} is there for ${grant ?? "nothing"}, and nobody agreed to it`];
}

/** 2: the ledger says of everything that is there that it was about to be given. */
function unsaid(told: readonly Told[], { login, grant }: Login): string[] {
  return told.some((one) => one.grant === grant && one.type === "starting")
    ? []
    : [`2: ${login} is there, and no event says that ${grant ?? "it"} starts`];
}

/** 3: the server refuses everything by itself, no later than the last lease ends that explains it. */
function tooLong({ asked }: RealPlot, told: readonly Told[], { login, grant, until, canLogin }: Login): string[] {
  if (!canLogin) return [];
  const own = asked.find(({ id }) => id === grant);
  const same = (other: Ask): boolean => other.who === own?.who && rightsOf(other) === rightsOf(own);
  const ends = told.flatMap((one) =>
    one.type === "admitted" && asked.some((other) => other.id === one.grant && same(other)) ? [one.until] : [],
  );
  return until !== null && until <= Math.max(...ends) ? [] : [`3: ${login} lets in until ${String(until)}, too long`];
}

function rightsOf({ what }: Ask): string {
  return what === "vault" ? "rw" : what;
}

/** 4: what administrators gave is there as they gave it. */
async function notOurs({ place, foreign }: RealPlot): Promise<string[]> {
  const rows = await place.database.sql(`select p.rolname as name from pg_auth_members m
    join pg_roles p on p.oid = m.member join pg_roles r on r.oid = m.roleid
    where r.rolname = 'customers_ro' and p.rolcanlogin and p.rolvaliduntil is null`);
  const there = new Set(rows.map(({ name }) => String(name)));
  return [...foreign].flatMap((name) => (there.has(name) ? [] : [`4: ${name} is not ours, and was changed`]));
}

/** 7: each thing is said once, and nothing begins after its end. */
function rewritten(told: readonly Told[]): string[] {
  const stories = Map.groupBy(told, ({ grant }) => grant);
  return [...stories].flatMap(([id, events]) => {
    const types = events.map(({ type }) => type);
    const twice = ["admitted", "ended"].filter((type) => types.filter((each) => each === type).length > 1);
    const later = types.slice(types.indexOf("ended") + 1);
    const isAfter =
      types.includes("ended") && ["starting", "activated", "adjusted"].some((type) => later.includes(type));
    return [
      ...twice.map((type) => `7: ${id} is ${type} twice`),
      ...(isAfter ? [`7: ${id} goes on after it ended: ${types.join()}`] : []),
    ];
  });
}

/** 7: the history only grows. */
async function rewound({ site }: RealPlot, seen: Seen): Promise<string[]> {
  const tip = await site.git(["rev-parse", "ledger/1"]);
  const before = seen.tip;
  seen.tip = tip;
  if (before === null || before === tip) return [];
  const base = await site.git(["merge-base", before, tip]);
  return base === before ? [] : [`7: the ledger went from ${before} to ${tip}`];
}

/** What is not as it is owed to be once everything works again and every lease is over. */
export async function leftOnServers(plot: RealPlot): Promise<string[]> {
  const { site, asked } = plot;
  const lastOf = (told: readonly Told[], id: string): string | undefined =>
    told.findLast(({ grant }) => grant === id)?.type;
  const isOver = (told: readonly Told[]): boolean =>
    asked.every(({ id }) => ["refused", "ended"].includes(lastOf(told, id) ?? ""));
  await site.says(isOver);
  const told = await site.told();
  const open = asked.flatMap(({ id, isDeserved }) => {
    const last = lastOf(told, id);
    if (last === undefined) return [`5: nobody ever heard of ${id}`];
    if (last !== "refused" && last !== "ended") return [`3: ${id} is ${last} at the end of all`];
    return last === "ended" && !isDeserved ? [`1: ${id} was admitted, and nobody agreed to it`] : [];
  });
  const logins = await loginsNow(plot);
  await site.leave(); // an engine that runs on would fetch beside the proof
  const fault = await site.historyFault();
  return [
    ...open,
    ...logins.map(({ login }) => `3: ${login} is there at the end of all`),
    ...(await cutShort(plot)),
    ...(fault === null ? [] : [`7: the history does not verify, ${fault}`]),
  ];
}

/** 4: nobody lost what was theirs for another reason than that it was over, or that somebody took it back. */
async function cutShort(plot: RealPlot): Promise<string[]> {
  const isRevoked = (id: string | null): boolean => {
    const ask = plot.asked.find((one) => one.id === id);
    return ask !== undefined && (ask.isRevoked || isRevoked(ask.extends));
  };
  const usual = ["expired", "lapsed", "superseded", "removed_at_target"];
  const found: string[] = [];
  for (const { id } of plot.asked) {
    if (isRevoked(id)) continue;
    for (const { because } of await plot.site.bodies(id, "ended"))
      if (!usual.includes(String(because))) found.push(`4: ${id} ended, ${String(because)}, and nobody wanted it to`);
  }
  return found;
}
