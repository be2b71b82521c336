import { createPrivateKey } from "node:crypto";
import type { KeyObject, X509Certificate } from "node:crypto";
import type { SecretRef } from "../../core/config/config.ts";
import { canonical } from "../../core/json/canonical.ts";
import type { Holding } from "../../core/plan/holding.ts";
import type { Assignment } from "../../core/plan/plan.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { OpenContext, Target } from "../../ports/target.ts";
import { readAuthority } from "./authority.ts";
import type { EndedList } from "./ended-list.ts";
import { issue } from "./issue.ts";
import { readPublicKey } from "./public-key.ts";
import { openList, openReader } from "./reader.ts";
import { serialsOf, toRef } from "./serial.ts";
import { toTerms } from "./terms.ts";

/** Issues certificates and lists those that have ended. Only issuing needs the CA's key. */
export function openTarget(context: OpenContext): Target {
  const { config, clock } = context;
  const target = config.id;

  /** What is done with the list; where it is missing or broken, the target was not reached. */
  async function reach<Answer>(use: (list: EndedList) => Promise<Answer>, { signal }: CallOptions): Promise<Answer> {
    signal.throwIfAborted();
    try {
      return await use(openList(context));
    } catch (cause) {
      throw brevetError("TARGET_UNREACHABLE", { target, what: String(cause) }, { cause });
    }
  }

  async function end(holding: Holding, options: CallOptions): Promise<void> {
    const serials = serialsOf(holding.ref);
    await reach((list) => list.add(serials, holding.until ?? clock.now(), clock.now()), options);
  }

  /** Certificates handed out before, that stay good as far as they go; those that promise more are ended. */
  async function older(replaces: Holding | null, assignment: Assignment, options: CallOptions): Promise<Holding[]> {
    if (replaces === null) return [];
    const goesOn =
      replaces.until !== null &&
      replaces.until <= assignment.until &&
      replaces.principal === assignment.principal &&
      canonical(replaces.rights) === canonical(assignment.rights);
    if (goesOn) return [replaces];
    await end(replaces, options);
    return [];
  }

  return {
    ...openReader(context),

    // Each is written into the one list.
    atOnce: 1,

    async ensure(grant, assignment, replaces, options) {
      const kept = await older(replaces, assignment, options);
      const publicKey = readPublicKey(assignment.publicKey ?? "");
      const ended = await reach((list) => list.serials(), options);
      const terms = toTerms({
        repository: context.repositoryId,
        grant,
        assignment,
        publicKey,
        ended,
        now: clock.now(),
      });
      const certificate = await issue(terms, publicKey, await signer(context, terms.until, options));
      return {
        ref: toRef([terms.serial, ...kept.flatMap(({ ref }) => serialsOf(ref))]),
        until: assignment.until,
        delivery: { kind: "certificate", text: certificate, use: "curl --cert {file} --key {key} {address}" },
      };
    },

    end,

    // What reads the list cuts the connections that these certificates opened; it does not say how many.
    async endSessions(holding, options) {
      await end(holding, options);
      return { ended: null, supported: true };
    },
  };
}

async function signer(
  { config, secret }: OpenContext,
  until: number,
  options: CallOptions,
): Promise<{ readonly certificate: X509Certificate; readonly key: KeyObject }> {
  const certificate = readAuthority(config);
  const unfit = (option: string, what: string): Error =>
    brevetError("TARGET_OPTION_UNFIT", { target: config.id, option, what });
  if (Date.parse(certificate.validTo) < until) throw unfit("ca_cert", "it ends before the lease does");
  const pem = await secret(config.options["ca_key"] as SecretRef, options);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // The library's error may quote what it could not read.
    throw unfit("ca_key", "it is no private key in PEM");
  }
  if (!certificate.checkPrivateKey(key)) throw unfit("ca_key", "it is not the key of ca_cert");
  return { certificate, key };
}
