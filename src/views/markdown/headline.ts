import type { CheckReport } from "../../core/report/report.ts";

/** The answer in a few words, with the sign that is seen first. */
export function headline(report: CheckReport): string {
  const isEmergency = report.requests.some(({ emergency }) => emergency);
  return `${signs[report.outcome]} ${isEmergency ? "🚨 Emergency – " : ""}${words(report)}`;
}

/** The same without signs, for the line that GitHub shows beside a commit. */
export function statusWords(report: CheckReport): string {
  return words(report);
}

/** The sign of each answer, which is seen before its words. */
export const signs = { allowed: "✅", pending: "⏳", denied: "⛔", invalid: "❌" } as const;

function words({ outcome, requests, problems, rules }: CheckReport): string {
  if (outcome === "invalid") return "This cannot be judged as it is";
  if (outcome === "denied") return "The rules do not allow this";
  const missing = requests.flatMap(({ stages }) => stages).reduce((sum, stage) => sum + stage.missing, 0);
  if (outcome === "pending") return missing > 0 ? `${people(missing)} to agree` : waits(problems, requests);
  if (requests.length === 0)
    return rules === true ? "The change of the rules is agreed to" : "No request is changed here";
  const isAgreed = requests.some(({ stages }) => stages.length > 0);
  return isAgreed ? "Allowed: everybody who has to has agreed" : "Allowed: nobody has to agree";
}

function people(count: number): string {
  return count === 1 ? "One person has" : `${count} people have`;
}

function waits(problems: CheckReport["problems"], requests: CheckReport["requests"]): string {
  if (problems.some(({ code }) => code === "RULES_UNSIGNED")) return "The owners of the rules have to agree";
  return requests.length > 0 ? "Whoever gets the access has to say that they ask" : "Somebody has to agree";
}
