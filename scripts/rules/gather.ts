/** What a decision takes of a rule, and where it goes. */
const heads: readonly (readonly [head: string, gathered: (ref: string) => string])[] = [
  ["deny", reason],
  ["warn", reason],
  ["info", reason],
  ["stage", (ref) => `_stages contains stage if some stage in ${ref}`],
  ["bound", (ref) => `_bounds contains bound if some bound in ${ref}`],
  ["obligation", (ref) => `_obligations contains obligation if some obligation in ${ref}`],
];

function reason(ref: string): string {
  return `_reasons contains _as("${ref.slice(ref.lastIndexOf(".") + 1)}", reason) if some reason in ${ref}`;
}

/**
 * The part of the decision that asks each rule of the pack by its name. sources: of rules, by `lease.limit`. Asked by a
 * variable instead, each would be made a document first, helpers and all, which takes twice the time.
 */
export function gatherPack(sources: ReadonlyMap<string, string>): string {
  const rules = [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const asked = rules.flatMap(([rule, source]) =>
    heads.flatMap(([head, gathered]) => {
      const ref = `data.brevet.rules.${rule}.${head}`;
      if (!new RegExp(`^${head} contains `, "m").test(source)) return [];
      return [gathered(ref), `_considered contains "${rule}" if ${ref}`];
    }),
  );
  return [
    "# Written from the folders of rules/ by npm run rules: each rule by its name.",
    "package brevet.decision",
    ...asked.map((line) => `\n${line}`),
    "",
  ].join("\n");
}
