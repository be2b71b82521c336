import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { Result } from "../../core/problem/result.ts";
import type { RequestMade } from "../../core/report/people.ts";
import type { Standing } from "../../engine/person/standing.ts";
import { requestMadeText } from "../../views/text/request-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import type { Judging } from "../open/judging.ts";
import { standing } from "../open/standing.ts";
import type { RequestOptions } from "../request-options.ts";
import type { Session } from "../session.ts";
import { showProblems } from "../show-failure.ts";
import { waitFor } from "../wait-for.ts";

/** `request`: asks for access. */
export function requestCommand(shell: Shell): Command {
  return define<RequestOptions>(
    shell,
    {
      name: "request",
      does: "ask for access: write the request, sign that you ask, commit both on a branch of their own",
      example:
        'brevet request payments/customers-db:read-only --for 2h --reason "Find the duplicate invoices of INC-4211"',
    },
    async (session, [entitlement], options) => {
      const made = await standing(session, (open) => ask(session, open, entitlement ?? null, options));
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => requestMadeText(made.value, paint));
      if (made.value.commit === null) return exitCode.refused;
      if (options.wait === true) return await waitFor(session, made.value.id);
      // Asking worked, whether others have to agree or not: `check` tells that apart.
      return exitCode.agreed;
    },
  )
    .argument("[entitlement]", "what to ask for: namespace/resource:role (asked for where it is missing)")
    .option("--for <length>", "how long: 90m, 2h, 1d")
    .option("--reason <text>", "what you need it for, for who agrees and who audits")
    .option("--subject <id>", "who gets it (default: you)")
    .option("--start <time>", "when it begins (default: once it is admitted)")
    .option("--ticket <id>", "the ticket that it is about")
    .option("--emergency", "break glass, where the rules know that")
    .option("--extends <id>", "go on from this grant of the same subject and role")
    .option("--public-key <file>", "your own public key (default: a pair is made where one is needed)")
    .option("--key <file>", "sign with this SSH key (default: git's user.signingkey, else the agent's)")
    .option("--open", "push the branch, and open a pull request where the forge has them")
    .option("--wait", "tell each step until it can be used");
}

async function ask(
  session: Session,
  { clone, ports, standing: by }: Judging & { readonly standing: Standing },
  entitlement: string | null,
  options: RequestOptions,
): Promise<Result<RequestMade>> {
  const { whoSigns } = await import("../../engine/person/who-signs.ts");
  const { askRequest } = await import("../ask/ask-request.ts");
  const { makeRequest } = await import("../../engine/request/make-request.ts");
  const { openChanges } = await import("../../compose/changes.ts");
  const changes = options.open === true ? await openChanges(clone) : null;
  const all = { ...ports, worktree: clone.worktree, installation: clone.installation, changes };
  const signer = await whoSigns(all, by.rules.catalog, options.key ?? null, session);
  if (!signer.ok) return signer;
  const subject = options.subject ?? signer.value.person;
  const asked = await askRequest(session, by, subject, entitlement, options);
  if (!asked.ok) return asked;
  const { publicKey } = options;
  const own = publicKey === undefined ? null : await readFile(resolve(session.cwd, publicKey), "utf8");
  return await makeRequest(
    all,
    by,
    {
      ...asked.value,
      subject,
      ticket: options.ticket ?? null,
      start: options.start ?? null,
      extends: options.extends ?? null,
      emergency: options.emergency === true,
      publicKey: own === null ? null : toOneLine(own),
      open: options.open === true,
    },
    signer.value,
    session,
  );
}

/** A public key as request files hold it: without a comment, and PEM without its line ends. */
function toOneLine(text: string): string {
  const pem = /-----BEGIN PUBLIC KEY-----(?<body>[^-]+)-----END PUBLIC KEY-----/.exec(text)?.groups?.["body"];
  if (pem !== undefined) return pem.replace(/\s/g, "");
  return text.trim().split(/\s+/).slice(0, 2).join(" ");
}
