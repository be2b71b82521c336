import { fail, type Result } from "../../core/problem/result.ts";
import type { Standing } from "../../engine/person/standing.ts";
import type { Session } from "../session.ts";
import { judging, type Judging } from "./judging.ts";

/** Opens, fetches and verifies, then does what a person asked for by the rules in force. */
export async function standing<Value>(
  session: Session,
  use: (open: Judging & { readonly standing: Standing }) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const { stand } = await import("../../engine/person/standing.ts");
  return await judging(session, async (open) => {
    const stood = await stand(open.ports, { signal: session.signal });
    return stood.ok ? await use({ ...open, standing: stood.value }) : fail(stood.problems);
  });
}
