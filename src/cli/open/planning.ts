import type { Clone } from "../../compose/clone.ts";
import type { OpenedPlanner } from "../../compose/planner.ts";
import type { Session } from "../session.ts";
import { version } from "../../compose/version.ts";

/** The same with a look at targets: still nothing that could change one. */
export async function planning<Answer>(
  session: Session,
  use: (open: { readonly clone: Clone } & Pick<OpenedPlanner, "ports" | "runStates">) => Promise<Answer>,
): Promise<Answer> {
  const { openClone } = await import("../../compose/clone.ts");
  const { openPlanner } = await import("../../compose/planner.ts");
  const { engineRun } = await import("../../compose/engine-run.ts");
  await using clone = await openClone(session, { signal: session.signal });
  await using opened = await openPlanner(clone, engineRun(version, session.env), { signal: session.signal });
  return await use({ clone, ...opened });
}
