import { entitlements, type Entitlement } from "../../core/catalog/entitlements.ts";
import { isEligible } from "../../core/catalog/is-eligible.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { succeed, type Result } from "../../core/problem/result.ts";
import { formatDuration, parseDuration } from "../../core/time/duration.ts";
import type { Standing } from "../../engine/person/standing.ts";
import { findEntitlement } from "../../engine/request/make-request.ts";
import type { RequestOptions } from "../request-options.ts";
import type { Session } from "../session.ts";
import { askChoice } from "./ask-choice.ts";
import { askText } from "./ask-text.ts";

/** What a request cannot do without. */
export interface AskedFor {
  readonly entitlement: string;
  readonly duration: string;
  readonly reason: string;
}

/** Takes what was typed, and asks for the rest on a terminal; elsewhere says what is missing. */
export async function askRequest(
  session: Session,
  standing: Standing,
  subject: string,
  entitlement: string | null,
  options: Pick<RequestOptions, "for" | "reason">,
): Promise<Result<AskedFor>> {
  const name = entitlement ?? (await askEntitlement(session, standing, subject));
  const found = findEntitlement(name, standing);
  if (!found.ok) return found;
  const duration = options.for ?? (await askDuration(session, found.value));
  if (parseDuration(duration) === null) {
    throw brevetError("ARGUMENT_INVALID", { what: "length of time", value: duration, form: "90m, 2h or 1d" });
  }
  return succeed({ entitlement: name, duration, reason: options.reason ?? (await askReason(session)) });
}

async function askEntitlement(session: Session, { rules }: Standing, subject: string): Promise<string> {
  need(session, "entitlement", "namespace/resource:role");
  const may = entitlements(rules.catalog).filter(({ role }) => isEligible(subject, role, rules.catalog));
  if (may.length === 0) throw brevetError("ENTITLEMENT_NONE", { subject });
  const choices = may.map(({ name, resource, role }) => ({
    value: name,
    about: `${resource.title} (${resource.tier}), up to ${formatDuration(role.max)}`,
  }));
  return await askChoice(session, "What do you need?", choices);
}

async function askDuration(session: Session, { role }: Entitlement): Promise<string> {
  need(session, "length of time", "--for 2h");
  const check = (text: string): string | null => {
    const seconds = parseDuration(text);
    if (seconds === null) return "Write it as 90m, 2h or 1d";
    return seconds > role.max ? `At most ${formatDuration(role.max)}` : null;
  };
  return await askText(session, { message: `For how long? (up to ${formatDuration(role.max)})`, check });
}

async function askReason(session: Session): Promise<string> {
  need(session, "reason", '--reason "what you need it for"');
  const check = (text: string): string | null =>
    text.trim().length < 10 ? "Say it so that who agrees, and who audits, understands (10 characters or more)" : null;
  return await askText(session, { message: "What do you need it for?", check });
}

function need(session: Session, what: string, form: string): void {
  if (!session.interactive) throw brevetError("ARGUMENT_MISSING", { what, form });
}
