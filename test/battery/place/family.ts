import { readdirSync, readFileSync } from "node:fs";

/** A process and all that came of it, where the machine tells (Linux): a server's sessions are groups of their own. */
export function family(pid: number): number[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, "utf8");
          return [[Number(name), Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2])] as const];
        } catch {
          return []; // it has ended
        }
      }),
  );
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}
