import type { Confirm } from "../../engine/statement/confirm.ts";
import { aboutToSignText } from "../../views/text/about-to-sign.ts";
import { confirm } from "../ask/confirm.ts";
import type { Session } from "../session.ts";

const questions = {
  approve: "Do you agree to exactly this?",
  object: "Do you object to this?",
  lift: "Do you take it back?",
  rules: "Do you accept these rules?",
  revoke: "Is this to end?",
  review: "Is this what you found?",
  recover: "Is the ledger to go on from here?",
  abandon: "Is that target gone for good?",
  thaw: "Is main to be followed again from here?",
} as const;

/** Shows on standard error what is about to be signed, and asks. */
export function confirmSigning(session: Session, yes: boolean): Confirm {
  return async (about) => {
    session.err(aboutToSignText(about, session.paint));
    await confirm(session, { message: questions[about.do], done: "signed", yes });
  };
}
