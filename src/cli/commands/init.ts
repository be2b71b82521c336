import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { initText, upgradeText } from "../../views/text/init.ts";
import { actionPinOption, repositoryOption } from "../parse/action-pin.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { showProblems } from "../show-failure.ts";
import { version } from "../../compose/version.ts";

interface Options {
  readonly forge: "plain" | "github";
  readonly repository?: string;
  readonly engineRepo?: string;
  readonly action?: string;
  readonly upgrade?: boolean;
}

/** `init`: a new access repository, or a newer policy pack for one. */
export function initCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "init",
      does: "make an access repository that works at once; never overwrites",
      example: "brevet init access && cd access && brevet request playground/door:enter --for 10m",
    },
    async (session, [folder], options) => {
      const root = resolve(session.cwd, folder ?? session.repo ?? ".");
      return options.upgrade === true ? await upgrade(session, root) : await begin(session, root, options);
    },
  )
    .argument("[dir]", "the folder (default: this one)")
    .addOption(new Option("--forge <kind>", "where changes are reviewed").choices(["plain", "github"]).default("plain"))
    .option("--repository <owner/name>", "on GitHub: the repository (default: where origin leads)")
    .option(
      "--engine-repo <owner/name>",
      "on GitHub: where workflows with an App's power go (this repository, or one of their own)",
    )
    .option("--action <owner/name@commit>", "on GitHub: the Action that workflows run")
    .option("--upgrade", "replace the policy pack by this version's; your own rules and catalog stay");
}

async function begin(session: Session, root: string, options: Options): Promise<number> {
  const { actionPin } = await import("../../compose/action-pin.ts");
  const { foundClone } = await import("../../compose/found-clone.ts");
  const { engineRun } = await import("../../compose/engine-run.ts");
  const { readPack } = await import("../../compose/pack.ts");
  const { init } = await import("../../engine/init/init.ts");
  const action = options.action === undefined ? actionPin : actionPinOption(options.action);
  const engine = options.engineRepo === undefined ? null : repositoryOption(options.engineRepo);
  await using founded = await foundClone({ root, env: session.env }, session);
  const github = options.forge === "github" ? await founded.introduce(options.repository ?? null, session) : null;
  if (github?.ok === false) return showProblems(github.problems, session);
  const report = await init(
    founded.ports,
    {
      pack: await readPack(),
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      remote: founded.remote,
      github: github?.value ?? null,
      workflows: { action, engine },
      by: engineRun(version, session.env),
    },
    session,
  );
  if (!report.ok) return showProblems(report.problems, session);
  session.show(report.value, (paint) => initText(report.value, paint));
  return exitCode.agreed;
}

async function upgrade(session: Session, root: string): Promise<number> {
  const { openClone } = await import("../../compose/clone.ts");
  const { readPack } = await import("../../compose/pack.ts");
  const { openToolchain } = await import("../../compose/toolchain.ts");
  const { upgradePack } = await import("../../engine/init/upgrade-pack.ts");
  await using clone = await openClone({ ...session, repo: root }, session);
  const report = await upgradePack({ worktree: clone.worktree, toolchain: openToolchain() }, await readPack(), session);
  if (!report.ok) return showProblems(report.problems, session);
  session.show(report.value, (paint) => upgradeText(report.value, paint));
  return exitCode.agreed;
}
