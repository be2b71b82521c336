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
}

/** The exact effect, or the files of a change of the rules, before anything is signed. */
export function aboutToSignText(about: AboutToSign, paint: Paint): string {
  const lines = [
    ...(about.check === null ? [] : [checkText(about.check, paint)]),
    ...(about.paths.length === 0
      ? []
      : [
          paint(
            "bold",
            about.do === "thaw" ? "Differs from main as it was followed:" : "Differs from the rules in force:",
          ),
          ...about.paths.map((path) => `  ${visible(path)}`),
          "",
        ]),
    `You sign as ${visible(about.signer.person)}, with ${visible(about.signer.fingerprint)}.`,
  ];
  return `${lines.join("\n")}\n`;
}
