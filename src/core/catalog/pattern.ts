/** Of RE2, which judges, what is written otherwise here. */
const translations: readonly (readonly [re2: RegExp, here: string])[] = [
  [/\(\?P</g, "(?<"],
  [/\\A/g, "^"],
  [/\\z/g, "$"],
  [/\[:word:\]/g, "\\w"],
  [/\[:space:\]/g, "\\s"],
  [/\[:digit:\]/g, "\\d"],
  [/\[:xdigit:\]/g, "0-9A-Fa-f"],
  [/\[:alnum:\]/g, "0-9A-Za-z"],
  [/\[:alpha:\]/g, "A-Za-z"],
  [/\[:upper:\]/g, "A-Z"],
  [/\[:lower:\]/g, "a-z"],
];

/** What of a regular expression RE2 does not know, so that it takes time in proportion to the text. */
const unknown: readonly (readonly [form: RegExp, what: string])[] = [
  [/\(\?<?[=!]/, "it looks around itself"],
  [/(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/, "it refers back to a group"],
];

/** What is wrong with a regular expression that rules are to use (RE2), or null. */
export function patternFault(pattern: string): string | null {
  const found = unknown.find(([form]) => form.test(pattern))?.[1];
  if (found !== undefined) return found;
  try {
    toRegExp(pattern);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? reasonOf(thrown.message) : "it is none";
  }
}

/** Whether a text fits a pattern that has no fault. */
export function fitsPattern(pattern: string, text: string): boolean {
  return toRegExp(pattern).test(text);
}

function toRegExp(pattern: string): RegExp {
  const flags = /^\(\?(?<flags>[ims]+)\)/.exec(pattern);
  const rest = pattern.slice(flags?.[0].length ?? 0);
  return new RegExp(
    translations.reduce((text, [re2, here]) => text.replaceAll(re2, here), rest),
    flags?.groups?.["flags"] ?? "",
  );
}

/** `Invalid regular expression: /(/: Unterminated group` says in its last part what is wrong. */
function reasonOf(message: string): string {
  return message.slice(message.lastIndexOf(": ") + 2).toLowerCase();
}
