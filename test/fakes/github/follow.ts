import { tokenOf, type GitHub } from "./github.ts";

/** Does what a finding of doctor's says: every `gh api` in its fix, as it stands there. login: who does it. */
export async function follow(github: GitHub, login: string, { next }: { readonly next: string }): Promise<void> {
  for (const [, method = "GET", path = "", rest = ""] of next.matchAll(/gh api -X (\w+) (\S+)([^&]*)/g)) {
    const sent = /<<< '(.*)'/.exec(rest)?.[1];
    const fields = [...rest.matchAll(/-(f|F) (\w+)=(\S+)/g)].map(([, flag, name = "", value = ""]) => [
      name,
      flag === "F" ? (JSON.parse(value) as unknown) : value,
    ]);
    const body = sent ?? JSON.stringify(Object.fromEntries(fields));
    const headers = { authorization: `Bearer ${tokenOf(login)}` };
    const answer = await fetch(`${github.url}/${path}`, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}
