/**
 * The secret that tests give to targets, notifiers and keys' passphrases. It may never come out again: not in an
 * event, a log line, an error or a comment. The reporter looks for it in all that a test run prints (S41).
 */
export const canary: string = ["brevet", "canary", "5f1c0a9e7d"].join("-");

/** The lines of some output that give the canary away, plain, base64 or percent-encoded. */
export function leaks(output: string): string[] {
  const forms = [
    canary,
    btoa(canary).replace(/=+$/, ""),
    encodeURIComponent(canary),
    JSON.stringify(canary).slice(1, -1),
  ];
  return output.split("\n").filter((line) => forms.some((form) => line.includes(form)));
}
