import { actionCodes } from "./codes/action.ts";
import { catalogCodes } from "./codes/catalog.ts";
import { configCodes } from "./codes/config.ts";
import { decisionCodes } from "./codes/decision.ts";
import { deploymentCodes } from "./codes/deployment.ts";
import { engineCodes } from "./codes/engine.ts";
import { eventCodes } from "./codes/event.ts";
import { forgeCodes } from "./codes/forge.ts";
import { gitCodes } from "./codes/git.ts";
import { grantCodes } from "./codes/grant.ts";
import { ledgerCodes } from "./codes/ledger.ts";
import { notifierCodes } from "./codes/notifier.ts";
import { personCodes } from "./codes/person.ts";
import { planCodes } from "./codes/plan.ts";
import { policyCodes } from "./codes/policy.ts";
import { fileCodes } from "./codes/file.ts";
import { requestCodes } from "./codes/request.ts";
import { statementCodes } from "./codes/statement.ts";
import { signatureCodes } from "./codes/signature.ts";
import { targetCodes } from "./codes/target.ts";
import { useCodes } from "./codes/use.ts";
import { witnessCodes } from "./codes/witness.ts";
import { worktreeCodes } from "./codes/worktree.ts";

type Catalogue = typeof actionCodes &
  typeof catalogCodes &
  typeof configCodes &
  typeof decisionCodes &
  typeof deploymentCodes &
  typeof engineCodes &
  typeof eventCodes &
  typeof forgeCodes &
  typeof gitCodes &
  typeof grantCodes &
  typeof ledgerCodes &
  typeof notifierCodes &
  typeof personCodes &
  typeof planCodes &
  typeof policyCodes &
  typeof fileCodes &
  typeof requestCodes &
  typeof signatureCodes &
  typeof statementCodes &
  typeof targetCodes &
  typeof useCodes &
  typeof witnessCodes &
  typeof worktreeCodes;

/** Every code of the engine: what happened, what to do next. Codes are never reused; a rule's own stand in its METADATA. */
export const catalogue: Catalogue = {
  ...actionCodes,
  ...catalogCodes,
  ...configCodes,
  ...decisionCodes,
  ...deploymentCodes,
  ...engineCodes,
  ...eventCodes,
  ...forgeCodes,
  ...gitCodes,
  ...grantCodes,
  ...ledgerCodes,
  ...notifierCodes,
  ...personCodes,
  ...planCodes,
  ...policyCodes,
  ...fileCodes,
  ...requestCodes,
  ...signatureCodes,
  ...statementCodes,
  ...targetCodes,
  ...useCodes,
  ...witnessCodes,
  ...worktreeCodes,
};

/** A code of the engine's own. */
export type Code = keyof Catalogue;

/** What a code's words need. */
export type Params<C extends Code> = Parameters<Catalogue[C]>[0];
