import type { Annotation, Annotations } from "../../src/core/decision/annotation.ts";

/** docs/rules-of-the-pack.md: what each rule is for, by category. */
export function rulesReference(annotations: string): string {
  const rules = Object.entries(JSON.parse(annotations) as Annotations)
    .filter(([, { rule }]) => !rule.startsWith("own."))
    .toSorted(([, a], [, b]) => (a.rule < b.rule ? -1 : 1));
  return `# Rules of the pack

Written from the rules' METADATA by \`npm run rules\`.

${rules.map(([code, rule]) => section(code, rule)).join("\n")}`;
}

function section(code: string, { rule, title, description, message, next, controls }: Annotation): string {
  return `## ${title}

\`${rule}\`, code \`${code}\`

${description.replaceAll(/\s+/g, " ")}

> ${message} ${next}

Serves ${controls.map((control) => `\`${control}\``).join(", ")}.
`;
}
