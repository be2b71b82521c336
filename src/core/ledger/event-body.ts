import type { AnySchemaObject } from "ajv";
import type { XStatic } from "typebox/schema";
import { decisionSchema } from "../decision/decision.ts";
import type { Decision } from "../decision/decision.ts";
import { policyInputSchema } from "../decision/input.ts";
import type { FrozenJson } from "../json/frozen-json.ts";
import { validator } from "../json/validator.ts";
import type { Validator } from "../json/validator.ts";
import { admissionBodies } from "./body/admission-bodies.ts";
import { lifeBodies } from "./body/life-bodies.ts";
import { orderBodies } from "./body/order-bodies.ts";
import { rulesBodies } from "./body/rules-bodies.ts";
import type { EventType } from "./event.ts";

interface Group {
  readonly $id: string;
  readonly $defs: { readonly [name: string]: unknown };
}

type Of<G extends Group, Name extends keyof G["$defs"] & string> = FrozenJson<
  XStatic<{ readonly $defs: G["$defs"]; readonly $ref: `#/$defs/${Name}` }>
>;
type Own<G extends Group> = { readonly [Name in keyof G["$defs"] & EventType]: Of<G, Name> };

/** What a policy was asked and answered, as `admitted` and `refused` record it. */
export type JudgedBody = Omit<Of<typeof admissionBodies, "judged">, "decision"> & {
  readonly decision: FrozenJson<Decision>;
};

/** The body of each event type. */
export type EventBodies = Own<typeof rulesBodies> &
  Own<typeof lifeBodies> &
  Own<typeof orderBodies> &
  Omit<Own<typeof admissionBodies>, "admitted" | "refused"> & {
    readonly admitted: Omit<Of<typeof admissionBodies, "admitted">, "judged" | "obligations"> & {
      readonly judged: JudgedBody;
      readonly obligations: FrozenJson<Decision["obligations"]>;
    };
    readonly refused: Omit<Of<typeof admissionBodies, "refused">, "judged"> & { readonly judged: JudgedBody | null };
  };

/** What bodies are described by, and what those name. */
const groups: readonly Group[] = [admissionBodies, lifeBodies, orderBodies, rulesBodies];
const validators = new Map<string, Validator>();

/** What is wrong with a body for that type of event, or null. */
export function bodyFault(type: EventType, body: unknown): string | null {
  let known = validators.get(type);
  if (known === undefined) {
    known = validator(bodySchema(type), namedByBodies);
    validators.set(type, known);
  }
  return known(body);
}

/** The schema of a type's body, by reference. */
export function bodySchema(type: string): { readonly $ref: string } {
  const group = groups.find(({ $defs }) => type in $defs);
  return { $ref: `${group?.$id ?? ""}#/$defs/${type}` };
}

/** The schemas that a body's schema refers to. */
export const namedByBodies: readonly AnySchemaObject[] = [decisionSchema, policyInputSchema, ...groups];
