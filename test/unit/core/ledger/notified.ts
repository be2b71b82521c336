import type { Grant } from "../../../../src/core/grant/grant.ts";
import { admitted, alice, historyOf } from "./history.ts";

/** A grant of which two teams must be told. */
export function alices(): Grant {
  const obligations = [
    { kind: "notify", to: "team:ops" },
    { kind: "notify", to: "team:security" },
  ] as const;
  const { state } = historyOf([{ type: "admitted", grant: alice, body: admitted({ obligations }) }]);
  const grant = state.grants[alice];
  if (grant === undefined) throw new Error("no such grant");
  return grant;
}
