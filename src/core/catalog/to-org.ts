import type { Json } from "../json/value.ts";
import type { Problem } from "../problem/problem.ts";
import type { Seconds } from "../time/instant.ts";
import type { Org, Ref } from "./catalog.ts";
import { Normaliser } from "./normaliser.ts";
import type { OrgFile } from "./org-schema.ts";
import type { Source } from "./read-files.ts";
import { toRef } from "./ref.ts";

const hour = 3_600;
const day = 24 * hour;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

type Turn<Part extends keyof OrgFile> = (written: OrgFile[Part], as: Normaliser) => Json;

/** What an organisation decided, every setting in place: what it left out is null, or an empty list. */
export function toOrg({ file, document }: Source<OrgFile>, problems: Problem[]): Org {
  const as = new Normaliser(document);
  const timezone = as.timezone(file.timezone, "UTC", "/timezone");
  const { from, count = 1, self = false } = file.rules;
  const rules = { from: from.map(toRef), count, self };
  const admissionWindow = as.seconds(file.admission_window ?? "24h", "/admission_window", 31 * day);
  const data: Org["data"] = {
    timezone,
    rules,
    admission_window: admissionWindow,
    approvals: toApprovals(file.approvals, as),
    toxic_pairs: file.toxic_pairs ?? [],
    budgets: toBudgets(file.budgets),
    limits: toLimits(file.limits, as),
    hours: toHours(file.hours, as),
    holidays: toHolidays(file.holidays, as),
    freezes: toFreezes(file.freezes, timezone, as),
    emergency: toEmergency(file.emergency, as),
    tickets: toTickets(file.tickets),
    reasons: toReasons(file.reasons),
    sources: { tiers: { ...file.sources?.tiers }, vendors: file.sources?.vendors ?? null },
    data: Object.fromEntries(Object.entries(file.data ?? {}).map(([category, of]) => [category, refs(of)])),
    vendors: toVendors(file.vendors),
    anomalies: toAnomalies(file.anomalies),
    reciprocal_days: file.reciprocal_days ?? 7,
    on_call: file.on_call ?? null,
  };
  problems.push(...as.problems);
  return { timezone, rules, admissionWindow, data };
}

function toApprovals(written: OrgFile["approvals"], as: Normaliser): Json {
  const entries = Object.entries(written ?? {}).map(([tier, asked]) => {
    const { owners = 0, second = [], need = [], manager = false, on_duty = false } = asked;
    const max_age = seconds(asked.max_age, as, `/approvals/${tier}/max_age`);
    return [tier, { owners, second: refs(second), need, manager, max_age, on_duty }] as const;
  });
  return Object.fromEntries(entries);
}

function toBudgets(written: OrgFile["budgets"] = {}): Json {
  return {
    requests_24h: written.requests_24h ?? null,
    requests_30d: written.requests_30d ?? null,
    grants_24h: written.grants_24h ?? null,
    grants_30d: written.grants_30d ?? null,
    vendor_requests_24h: written.vendor_requests_24h ?? null,
    vendor_requests_30d: written.vendor_requests_30d ?? null,
    vendor_grants_24h: written.vendor_grants_24h ?? null,
    vendor_grants_30d: written.vendor_grants_30d ?? null,
    resource_requests_24h: written.resource_requests_24h ?? null,
    resource_requests_30d: written.resource_requests_30d ?? null,
    resource_grants_24h: written.resource_grants_24h ?? null,
    resource_grants_30d: written.resource_grants_30d ?? null,
  };
}

const toLimits: Turn<"limits"> = ({ minimum, links, tiers = {}, vendors = {} } = {}, as) => {
  const each = (limits: typeof tiers, pointer: string): Json =>
    Object.fromEntries(
      Object.entries(limits).map(([tier, { max, total_30d }]) => [
        tier,
        {
          max: seconds(max, as, `${pointer}/${tier}/max`),
          total_30d: seconds(total_30d, as, `${pointer}/${tier}/total_30d`),
        },
      ]),
    );
  return {
    minimum: seconds(minimum, as, "/limits/minimum") ?? 1,
    links: links ?? null,
    tiers: each(tiers, "/limits/tiers"),
    vendors: each(vendors, "/limits/vendors"),
  };
};

const toHours: Turn<"hours"> = (written, as) => {
  if (written === undefined) return null;
  const { days, of = "resource", tiers, outside = [] } = written;
  const [from, to] = [minutes(written.from), minutes(written.to)];
  if (to <= from) as.backwards("/hours/to");
  return { days: days.map((name) => weekdays.indexOf(name)).sort(), from, to, of, tiers, outside: refs(outside) };
};

const toHolidays: Turn<"holidays"> = (written, as) => {
  for (const [index, date] of (written ?? []).entries()) as.lastSecond(date, "UTC", `/holidays/${index}`);
  return written ?? [];
};

function toFreezes(written: OrgFile["freezes"] = [], timezone: string, as: Normaliser): Json {
  return written.map(({ name, tiers = null, resources = null, ...time }, index) => {
    const from = as.moment(time.from, timezone, `/freezes/${index}/from`, "first");
    const until = as.moment(time.until, timezone, `/freezes/${index}/until`, "last");
    if (until <= from) as.backwards(`/freezes/${index}/until`);
    return { name, from, until, tiers, resources };
  });
}

const toEmergency: Turn<"emergency"> = (written, as) => {
  if (written === undefined) return null;
  const { eligible, tiers, at_once = false, review = [], notify = [], most_30d = null } = written;
  const max = as.seconds(written.max, "/emergency/max", 4 * hour);
  return { eligible: refs(eligible), tiers, max, at_once, review: refs(review), notify: refs(notify), most_30d };
};

function toTickets(written: OrgFile["tickets"]): Json {
  if (written === undefined) return null;
  const { tiers, pattern = "^[A-Z][A-Z0-9]{1,9}-[0-9]{1,8}$", like = "INC-4211", open = false } = written;
  return { tiers, pattern, like, open };
}

function toReasons({ least = 10, boilerplate = [], private: isPrivate = true }: OrgFile["reasons"] = {}): Json {
  return { least, boilerplate: boilerplate.map(words), private: isPrivate };
}

/** A phrase as the rule about reasons compares it: its words, whatever stands between them. */
function words(phrase: string): string {
  return phrase
    .toLowerCase()
    .split(/[\s!"#'()*,\-./:;?_~«»–—“”„…\u2800]+/u)
    .filter((word) => word !== "")
    .join(" ");
}

function toVendors(written: OrgFile["vendors"] = {}): Json {
  const { complete = [], within_data = false, check, verified = false } = written;
  const asked = check === undefined ? null : { tiers: check.tiers, from: refs(check.from), need: check.need ?? [] };
  return { complete, within_data, check: asked, verified };
}

function toAnomalies(written: OrgFile["anomalies"] = {}): Json {
  const { from = [], burst = null, resources = null, unused = null, hour: at = null, first = null } = written;
  return { from: refs(from), burst, resources, unused, hour: at, first };
}

function seconds(text: string | undefined, as: Normaliser, pointer: string): Seconds | null {
  return text === undefined ? null : as.seconds(text, pointer);
}

/** Minutes since midnight of `08:30`. */
function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

function refs(written: readonly string[]): Ref[] {
  return written.map(toRef);
}
