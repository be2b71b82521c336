import { rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CredentialsReport } from "../../core/report/people.ts";
import { credentialsText } from "../../views/text/credentials.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import { showProblems } from "../show-failure.ts";

/** `credentials`: what an active grant delivers to its holder. */
export function credentialsCommand(shell: Shell): Command {
  return define<{ readonly output?: string }>(
    shell,
    {
      name: "credentials",
      does: "hand over the certificate or sealed secret of an active grant, and say what to type with it",
      example: "brevet credentials payments/customers-db/2026-11-22-alice -o customers.pem",
    },
    async (session, [argument = ""], { output }) => {
      const id = requestIdArgument(argument);
      const report = await standing(session, async ({ clone, standing: { view, rules } }) => {
        const { credentials } = await import("../../engine/credentials.ts");
        const { installation } = clone;
        const repository = rules.config.repositoryId;
        const privateKey = await installation.requestKeyPath(repository, id);
        return credentials(view.state, id, {
          privateKey,
          unseal: (sealed) => installation.unseal(repository, id, sealed),
        });
      });
      if (!report.ok) return showProblems(report.problems, session);
      const filled = withUse(report.value, output ?? null);
      if (output !== undefined) await writeWhole(resolve(session.cwd, output), report.value.text);
      session.show(filled, (paint) => credentialsText(filled, paint));
      if (output === undefined && !session.json) session.tell(filled.use);
      return exitCode.agreed;
    },
  )
    .argument("<id>", "the request's id, or its file")
    .option("-o, --output <file>", "write it there, for its owner's eyes alone (default: standard output)");
}

function withUse(report: CredentialsReport, file: string | null): CredentialsReport {
  const use = report.use
    .replaceAll("{file}", file ?? "FILE")
    .replaceAll("{key}", report.private_key ?? "KEY")
    .replaceAll("{address}", "https://ADDRESS");
  return { ...report, file, use };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.${process.pid}.tmp`;
  await writeFile(fresh, text, { mode: 0o600, flag: "wx" });
  await rename(fresh, path);
}
