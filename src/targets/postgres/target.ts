import { addressesOf } from "../../core/decision/addresses-of.ts";
import { canonical } from "../../core/json/canonical.ts";
import type { Json } from "../../core/json/value.ts";
import type { Holding } from "../../core/plan/holding.ts";
import type { Assignment } from "../../core/plan/plan.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { OpenContext, Target } from "../../ports/target.ts";
import { seal } from "../sealed-secret.ts";
import { databaseIn, holdersAddress } from "./address.ts";
import { addressesFault } from "./addresses-fault.ts";
import { endLogin } from "./end-login.ts";
import { guardOf } from "./guard.ts";
import type { Wanted } from "./guard.ts";
import { loginPattern, toLogin } from "./login.ts";
import { openPool } from "./pool.ts";
import { addressOf, databaseOf, openReader } from "./reader.ts";
import { principalPattern } from "./traits.ts";
import { makePassword } from "./verifier.ts";

/** So many connections change something at a time: logins are rows of their own, and most of each change is waiting for the disk. */
const atOnce = 4;

/** Makes logins that end by themselves, and ends them before. */
export function openTarget(context: OpenContext): Target {
  const { config, clock, repositoryId: repository } = context;
  const target = config.id;
  const database = openPool(atOnce, () => databaseOf(context));
  const guard = guardOf(target, database);
  const server = { target, database, elsewhere: (name: string) => databaseOf(context, name) };

  async function want(grant: string, login: string, assignment: Assignment, options: CallOptions): Promise<Wanted> {
    const { until } = assignment;
    const recipient = assignment.publicKey ?? "";
    const { password, verifier } = await makePassword();
    const address = await addressOf(context, options);
    const sealed = await seal(`${holdersAddress(address, login, password)}\n`, recipient);
    const [role, addresses] = [roleOf(target, assignment.rights), addressesOf(assignment.obligations)];
    return { login, role, until, repository, grant, recipient, sealed, verifier, addresses };
  }

  /** No login is made that would work from anywhere, where it may not. */
  async function checkAddresses({ obligations }: Assignment, options: CallOptions): Promise<void> {
    if (addressesOf(obligations) === null) return;
    const used = databaseIn(await addressOf(context, options));
    const what = await addressesFault(database, server.elsewhere, used, options);
    if (what !== null) throw brevetError("TARGET_NOT_SET_UP", { target, what });
  }

  return {
    ...openReader(context, database),

    atOnce,

    async ensure(grant, assignment, replaces, options) {
      options.signal.throwIfAborted();
      const { principal, from, until } = assignment;
      if (!new RegExp(principalPattern).test(principal)) {
        throw brevetError("TARGET_ACCOUNT_UNFIT", { target, account: principal });
      }
      if (until <= from || until <= clock.now()) throw brevetError("TARGET_WINDOW_EMPTY", { target });
      if (replaces !== null && isOther(replaces, assignment)) await endLogin(server, replaces.ref, options);
      await checkAddresses(assignment, options);
      const login = replaces?.ref ?? toLogin({ repository, target, grant }, principal);
      const wanted = await want(grant, login, assignment, options);
      let sealed = await guard.start(wanted, options);
      if (sealed === null) {
        await endLogin(server, login, options);
        sealed = await guard.start(wanted, options);
      }
      if (sealed === null) throw brevetError("TARGET_REFUSED", { target, what: `${login} is taken` });
      return { ref: login, until, delivery: { kind: "sealed", text: sealed, use: 'psql "$(cat {file})"' } };
    },

    async end({ ref }, options) {
      checkRef(target, ref);
      await endLogin(server, ref, options);
    },

    async endSessions({ ref }, options) {
      checkRef(target, ref);
      return { ended: await guard.sessionsEnded(ref, options), supported: true };
    },
  };
}

/** Whether a holding is of other access than asked: then it ends, and what is asked begins anew. */
function isOther({ principal, rights, addresses = null }: Holding, asked: Assignment): boolean {
  const [shown, wanted] = [
    [principal, rights, addresses],
    [asked.principal, asked.rights, addressesOf(asked.obligations)],
  ];
  return canonical(shown) !== canonical(wanted);
}

/** Memberships that somebody else gave are not Brevet's to end. */
function checkRef(target: string, ref: string): void {
  if (new RegExp(loginPattern).test(ref)) return;
  throw brevetError("TARGET_REFUSED", { target, what: `${ref} is no login of Brevet's` });
}

function roleOf(target: string, rights: Json): string {
  const role: unknown = typeof rights === "object" && rights !== null ? (rights as { role?: Json }).role : null;
  if (typeof role === "string" && role !== "" && Object.keys(rights as object).length === 1) return role;
  throw brevetError("TARGET_RIGHTS_UNFIT", { target, what: "role names no role" });
}
