import type { CheckReport } from "../../core/report/report.ts";
import { checkText } from "./check.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What a person is about to put their name to. */
export interface AboutToSign {
  readonly do: string;
  readonly signer: { readonly person: string; readonly fingerprint: string };
  readonly check: CheckReport | null;
  readonly paths: readonly string[];
  readonly ends?: readonly { readonly id: string; readonly subject: string; readonly entitlement: string }[];
}

/** The exact effect, or the files of a change of the rules, before anything is signed. */
export function aboutToSignText(about: AboutToSign, paint: Paint): string {
  const lines = [
    ...(about.check === null ? [] : [checkText(about.check, paint)]),
    ...(about.paths.length === 0
      ? []
      : [
          paint("bold", titles[about.do] ?? "Differs from the rules in force:"),
          ...about.paths.map((path) => `  ${visible(path)}`),
          "",
        ]),
    ...(about.ends === undefined ? [] : endsLines(about.ends, about.do, paint)),
    `You sign as ${visible(about.signer.person)}, with ${visible(about.signer.fingerprint)}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function endsLines(ends: NonNullable<AboutToSign["ends"]>, does: string, paint: Paint): readonly string[] {
  if (ends.length === 0) return ["Nothing is live that this ends; it refuses what was agreed to before."];
  return [
    paint("bold", does === "abandon" ? "Ends, and nobody has seen it gone:" : "Ends at once:"),
    ...ends.map(({ id, subject, entitlement }) => `  ${visible(subject)}  ${visible(entitlement)}  ${visible(id)}`),
    "",
  ];
}

const titles: { readonly [does: string]: string } = {
  thaw: "Differs from main as it was followed:",
  recover: "The ledger goes on from:",
};
