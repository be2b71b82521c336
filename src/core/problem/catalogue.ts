import { engineCodes } from "./codes/engine.ts";
import { requestCodes } from "./codes/request.ts";
import { signatureCodes } from "./codes/signature.ts";
import { targetCodes } from "./codes/target.ts";

type Catalogue = typeof engineCodes & typeof requestCodes & typeof signatureCodes & typeof targetCodes;

/** Every code of the engine: what happened, what to do next. Codes are never reused; a rule's own stand in its METADATA. */
export const catalogue: Catalogue = {
  ...engineCodes,
  ...requestCodes,
  ...signatureCodes,
  ...targetCodes,
};

/** A code of the engine's own. */
export type Code = keyof Catalogue;

/** What a code's words need. */
export type Params<C extends Code> = Parameters<Catalogue[C]>[0];
