import { execFileSync } from "node:child_process";
import path from "node:path";
import type * as OpenGit from "../../src/git/open-git.ts";
import type * as GitLedger from "../../src/ledger/git-ledger.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Git } from "../../src/ports/git.ts";
import type { Ledger, LedgerView, Trust } from "../../src/ports/ledger.ts";
import type { GeneratedKey } from "../../src/ports/signature.ts";
import type * as SshSignature from "../../src/signature/ssh-signature.ts";
import { built } from "../built.ts";
import { folder } from "../folder.ts";
import { beginning, eventsFrom } from "./history.ts";

export const options: CallOptions = { signal: new AbortController().signal };

/** An empty bare repository. */
export function emptyRepository(): string {
  const repository = path.join(folder(), "ledger.git");
  execFileSync("git", ["init", "--quiet", "--bare", repository]);
  return repository;
}

/** A ledger on its own repository, opened for an engine. */
export interface Place {
  readonly repository: string;
  readonly git: Git;
  readonly ledger: Ledger;
}

const { openGit } = await built<typeof OpenGit>("git/open-git.js");
const { gitLedger } = await built<typeof GitLedger>("ledger/git-ledger.js");
const { sshSignature } = await built<typeof SshSignature>("signature/ssh-signature.js");
const signature = sshSignature();
const key: GeneratedKey = signature.generateKey("engine");

export async function placeAt(repository: string, trust: Trust | null): Promise<Place> {
  const git = await openGit({ folder: repository, remote: null, ...options });
  const engine = { kind: "text", text: key.privateKey } as const;
  return { repository, git, ledger: gitLedger({ git, signature, branch: "ledger/1", trust, key: engine }) };
}

/** A ledger with its first two events. */
export async function begun(): Promise<{ readonly place: Place; readonly view: LedgerView; readonly trust: Trust }> {
  const founder = await placeAt(emptyRepository(), null);
  const { state } = appended(await founder.ledger.create(beginning(key.fingerprint), options));
  await founder.git.close();
  const trust = { genesis: state.genesis, keys: [key.fingerprint] };
  const place = await placeAt(founder.repository, trust);
  const { view } = await place.ledger.open(options);
  if (view === null) throw new Error("the ledger cannot be seen");
  return { place, view, trust };
}

/** Appends that many events, in runs; answers the view after them. */
export async function grow(place: Place, from: LedgerView, events: number, run: number): Promise<LedgerView> {
  let view = from;
  for (let done = 0; done < events; done += run) {
    const { tip, state } = appended(await place.ledger.append(view, eventsFrom(done, run), options));
    view = { tip, state, distrust: null };
  }
  return view;
}

const EVENTS = 100_000;
const RUN = 1000;
let large: Promise<LargeLedger> | null = null;

/** A ledger of a hundred thousand events, made once a process. */
export interface LargeLedger {
  readonly repository: string;
  readonly trust: Trust;
  readonly tip: LedgerView["tip"];
}

export function largeLedger(): Promise<LargeLedger> {
  large ??= (async () => {
    const { place, view, trust } = await begun();
    const { tip } = await grow(place, view, EVENTS, RUN);
    await place.git.close();
    return { repository: place.repository, trust, tip };
  })();
  return large;
}

function appended(
  answer: Awaited<ReturnType<Ledger["append"]>>,
): Extract<typeof answer, { readonly outcome: "appended" }> {
  if (answer.outcome !== "appended") throw new Error(answer.outcome);
  return answer;
}
