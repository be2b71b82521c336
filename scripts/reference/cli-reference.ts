import type { Command } from "commander";
import { program } from "../../src/cli/program.ts";
import { reportSchemas } from "../../src/core/report/report-schemas.ts";

const nowhere = {
  out: () => undefined,
  err: () => undefined,
  interactive: false,
  outIsTerminal: false,
  env: {},
  cwd: "/",
};

/** docs/reference/cli.md: every command as its own help tells it, and the shape of what `--json` gives. */
export async function cliReference(): Promise<string> {
  const io = { ...nowhere, signal: new AbortController().signal };
  const root = await program({ io, ended: () => undefined }, "");
  const shown = root.commands.filter((command) => command.name() !== "help").flatMap(leaves);
  return `${[head, ...shown.map(section)].join("\n\n")}\n`;
}

const head = `# Command line

Written by \`npm run reference\` from the commands themselves.

Every command reads \`brevet.yaml\` of the repository around the current folder (\`--repo DIR\` names another), and has
\`--json\` (one object on standard output and nothing else there), \`--quiet\`, \`--no-color\` (and \`NO_COLOR\`) and
\`--help\`. The result goes to standard output; progress, prompts, warnings and errors to standard error. Every command
is safe to interrupt and to run again.

| exit code | means |
| --- | --- |
| 0 | agreed, nothing wrong |
| 1 | denied, pending, or problems found |
| 2 | wrong use |
| 3 | the outside failed; safe to try again |
| 4 | an error of Brevet's own |
| 130 | interrupted |

What cannot be done is said with \`--json\` as [report-failure](../../schemas/report-failure.json).`;

function leaves(command: Command): readonly { readonly name: string; readonly command: Command }[] {
  if (command.commands.length === 0) return [{ name: command.name(), command }];
  return command.commands.flatMap((each) =>
    leaves(each).map((leaf) => ({ ...leaf, name: `${command.name()} ${leaf.name}` })),
  );
}

function section({ name, command }: { readonly name: string; readonly command: Command }): string {
  let example = "";
  command.configureOutput({ writeOut: (text) => (example += text) });
  command.outputHelp();
  const typed = example
    .slice(example.indexOf("Example:\n") + "Example:\n".length)
    .replaceAll(/^ {2}/gm, "")
    .trim();
  const shapes = [`brevet ${name}`, `brevet ${name} --watch`].flatMap((typed) => {
    const schema = Object.values(reportSchemas).find(({ title }) => title.includes(`${typed} --json`));
    if (schema === undefined) return [];
    const file = schema.$id.slice("urn:brevet:".length);
    const flags = typed.endsWith("--watch") ? "`--watch --json`, each line" : "`--json`";
    return [`${flags}: [${file}](../../schemas/${file}.json)`];
  });
  return [
    `## \`brevet ${name}\``,
    sentence(command.description()),
    `\`\`\`\n${typed}\n\`\`\``,
    table(command),
    shapes.join("\n\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const common = new Set(["--repo", "--json", "--quiet", "--no-color"]);

function table(command: Command): string {
  const rows = [
    ...command.registeredArguments.map((each) => [
      each.required ? `<${each.name()}>` : `[${each.name()}]`,
      each.description,
    ]),
    ...command.options
      .filter(({ long }) => !common.has(long ?? ""))
      .map(({ flags, description }) => [flags, description]),
  ];
  if (rows.length === 0) return "";
  const lines = rows.map(
    ([what = "", does = ""]) => `| \`${what.replaceAll("|", "\\|")}\` | ${does.replaceAll("|", "\\|")} |`,
  );
  return ["| | |", "| --- | --- |", ...lines].join("\n");
}
