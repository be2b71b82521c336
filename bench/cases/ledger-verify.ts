import { execFileSync } from "node:child_process";
import { largeLedger, options, placeAt } from "../ledger/place.ts";
import type { Case, Line } from "../line.ts";
import { inTurn, type Measured } from "../measure.ts";

const ROUNDS = 3;

/** Proving a whole ledger, beside only reading it, and beside git's own check of its objects. */
const verify: Case = {
  name: "Verify a ledger of 100,000 events",
  async run() {
    const { repository, trust, tip } = await largeLedger();
    const place = await placeAt(repository, trust);
    const prove = async (): Promise<void> => {
      const report = await place.ledger.verify(options);
      if (!report.ok || report.events !== tip.seq) throw new Error(JSON.stringify(report.first_bad));
    };
    const git = (command: string): void => {
      execFileSync("sh", ["-c", command], { env: { ...process.env, GIT_DIR: repository, LEDGER: tip.commit } });
    };
    const read = (): void => {
      git("git log --format=%B $LEDGER > /dev/null");
      git("git ls-tree -r $LEDGER | cut -d' ' -f3 | cut -f1 | git cat-file --batch --buffer > /dev/null");
    };
    const reading = await inTurn(prove, read, ROUNDS);
    const checking = await inTurn(prove, () => git("git fsck --no-dangling > /dev/null 2>&1"), 1);
    await place.git.close();
    return [
      line("against log and blobs, read", reading, "git log and cat-file", 1.4),
      line("against git fsck", checking, "git fsck", 0.35),
    ];
  },
};
export default verify;

function line(
  what: string,
  { ours, peer }: { readonly ours: Measured; readonly peer: Measured },
  who: string,
  target: number,
): Line {
  const seconds = ({ wallMs }: Measured): string => `${(wallMs / 1000).toFixed(2)} s`;
  return { what, ours: seconds(ours), peer: `${seconds(peer)} ${who}`, ratio: ours.wallMs / peer.wallMs, target };
}
