import type { FindingWords } from "../finding-words.ts";

/** Findings about the repository and the installation that its engine runs in. */
export const doctorFindings = {
  LEDGER_DOUBTED: (p: { code: string; message: string }): FindingWords => ({
    summary: p.message,
    attack: `Somebody wrote, cut off or took away history (${p.code}), to have a request given twice or a deed forgotten.`,
    next: "Keep this clone as evidence; run brevet audit verify. Put the branch back, or sign a recovery: brevet recover.",
  }),
  LEDGER_FROZEN: (p: { code: string }): FindingWords => ({
    summary: `Admissions and starts are frozen (${p.code}).`,
    attack: "Somebody rewrote the main branch, to have what was merged without agreement followed as if it had been.",
    next: "Find out who did it; then owners of the rules sign: brevet thaw.",
  }),
  ENDS_OVERDUE: (p: { grants: readonly string[] }): FindingWords => ({
    summary: `Past their end and not seen gone: ${p.grants.join(", ")}.`,
    attack: "Whoever holds them goes on using access that nobody agrees to any more.",
    next: "Run brevet apply, and see why it fails; take the access away at the target by hand if it goes on.",
  }),
  GENESIS_OTHER: (p: { written: string; pinned: string }): FindingWords => ({
    summary: `brevet.yaml names the ledger ${p.written}, and ${p.pinned} is pinned here.`,
    attack: "Everybody who clones anew pins another ledger than this engine writes, and believes another story.",
    next: "Find out which is yours; correct ledger.genesis in brevet.yaml, or the pins, by hand.",
  }),
  LEDGER_MOVED_ON: (p: { written: string; branch: string }): FindingWords => ({
    summary: `The ledger goes on, on ${p.branch}; brevet.yaml still names ${p.written}.`,
    attack: "Who clones anew and looks at the named branch alone sees an old story, without the last revocations.",
    next: `Set ledger.branch to ${p.branch} in brevet.yaml, by a reviewed change of the rules.`,
  }),
  KEYS_OTHER: (p: { missing: readonly string[]; more: readonly string[] }): FindingWords => ({
    summary: `ledger.keys in brevet.yaml and the pins differ: ${[...p.more.map((key) => `only pinned ${key}`), ...p.missing.map((key) => `only written ${key}`)].join(", ")}.`,
    attack: "A key that is still pinned and no longer written may be a stolen one: what it signs is believed here.",
    next: "Make both say the same: take old keys out of the pins (BREVET_TRUST) by hand, write new ones by a reviewed change.",
  }),
  KEY_DISTRUSTED: (p: { key: string }): FindingWords => ({
    summary: `${p.key} is pinned, and the history says that it is not to be trusted any more.`,
    attack: "Who stole that key writes events that this engine believes: a rewind, a forged end, a false recovery.",
    next: "Take it out of the pins by hand, on every machine where an engine runs.",
  }),
  ENGINE_KEY_AWAY: (p: { message: string }): FindingWords => ({
    summary: `The engine's signing key is not here: ${p.message}`,
    attack: "None; but an engine here only ends, and records nothing.",
    next: "Provide the key that ledger.sign names where the engine runs, and run doctor there.",
  }),
  ENGINE_KEY_OTHER: (p: { key: string }): FindingWords => ({
    summary: `The engine signs with ${p.key}, which ledger.keys in brevet.yaml does not name.`,
    attack: "Auditors and people's clones take the engine's events for a forger's, so a forger's look no worse.",
    next: "Add its public half to ledger.keys by a reviewed change, and pin it.",
  }),
  WITNESS_MISSING: (_: object): FindingWords => ({
    summary: "The ledger has no witness.",
    attack:
      "Whoever may push to the ledger's branch moves it back to an older signed tip: an engine in a fresh clone then gives a request of the last day a second time, and what came after is forgotten.",
    next: "Add to ledger in brevet.yaml: witness: { kind: git, remote: … }, a repository that only the engine may push to.",
  }),
  WITNESS_UNPINNED: (p: { witness: object }): FindingWords => ({
    summary: "The witness is named by the rules alone, and not pinned here.",
    attack:
      "Whoever rewinds the ledger to before its rules named a witness is asked for none by an engine in a fresh clone.",
    next: `Add it to the pins (BREVET_TRUST), by hand: "witness": ${JSON.stringify(p.witness)}`,
  }),
  WITNESS_OPTIONAL: (_: object): FindingWords => ({
    summary: "The witness is not required: access is given while it cannot be asked.",
    attack: "Whoever rewinds the ledger first cuts the engine off from the witness, and is not noticed.",
    next: "Remove required: false from ledger.witness in brevet.yaml.",
  }),
  WITNESS_SAME_PLACE: (p: { remote: string }): FindingWords => ({
    summary: `The witness is the ledger's own remote, ${p.remote}.`,
    attack: "Whoever may rewind the ledger may rewind its witness in the same push.",
    next: "Name a repository on another host or of another owner, to which writers of the ledger may not push.",
  }),
  WITNESS_AWAY: (p: { message: string }): FindingWords => ({
    summary: p.message,
    attack: "Nothing is admitted or started while it stays away; who wants that need only cut it off.",
    next: "Bring it back: correct ledger.witness, its credentials, or the way there.",
  }),
  CLOCK_OFF: (p: { message: string }): FindingWords => ({
    summary: p.message,
    attack: "Who can set a clock makes access last longer than agreed, or an approval that is too old count.",
    next: "Let the machine keep time by NTP (timedatectl set-ntp true).",
  }),
  FORGE_ALONE: (_: object): FindingWords => ({
    summary: "This clone stands alone: its branches are published nowhere else.",
    attack: "Whoever may write this folder rewrites main and ledger, and nobody has another copy to compare.",
    next: "Set forge.remote in brevet.yaml to a remote that several people clone from, and push main and the ledger there.",
  }),
  FORGE_UNREACHED: (p: { message: string }): FindingWords => ({
    summary: p.message,
    attack: "Who cuts the engine off from the forge stops revocations from reaching it; ends by time go on.",
    next: "Correct the remote or its credentials: git ls-remote must answer where the engine runs.",
  }),
  FORGE_REWINDABLE: (p: { remote: string; settings: readonly string[] }): FindingWords => ({
    summary: `${p.remote} lets branches be rewritten or deleted.`,
    attack:
      "Whoever may push rewrites main or cuts events off the ledger: everything freezes, and what is gone must be found again.",
    next: p.settings.map((setting) => `git -C ${p.remote} config ${setting} true`).join(" && "),
  }),
  FORGE_UNKNOWN: (p: { remote: string; branches: readonly string[] }): FindingWords => ({
    summary: `Git alone does not tell whether ${p.remote} protects ${p.branches.join(", ")}.`,
    attack: "Where they are not protected, whoever may push rewrites or deletes them.",
    next: "In the host's settings, forbid force pushes and deletion of these branches, and direct pushes to main.",
  }),
  RULES_ONE_OWNER: (p: { people: number; count: number }): FindingWords => ({
    summary: `One signature changes the rules (org.rules: ${p.count} of ${p.people}).`,
    attack: "Whoever steals that one key gives themselves a rule that allows everything, and it is in force.",
    next: "Let org.rules in policies/catalog/org.yaml name three people or more, with count: 2.",
  }),
  RULES_SOFTWARE_KEYS: (p: { people: readonly string[] }): FindingWords => ({
    summary: `Of these owners of the rules no key is vouched for as hardware: ${p.people.join(", ")}.`,
    attack: "Whoever reads a file in their home signs rules in their name.",
    next: "Enrol security keys (ssh-keygen -t ed25519-sk) and mark them hardware: vouched in policies/catalog/people.yaml.",
  }),
  CODEOWNERS_STALE: (p: { path: string }): FindingWords => ({
    summary: `${p.path} on main is not what the catalog in force says.`,
    attack:
      "The forge asks others for a review than own the resource or the rules, and a request goes past its owners.",
    next: "brevet codeowners, and bring the file by a reviewed change.",
  }),
  WORKFLOW_TARGET: (p: { path: string }): FindingWords => ({
    summary: `${p.path} runs on pull_request_target.`,
    attack: "Who opens a pull request, from any fork, has their own text or code run beside this repository's secrets.",
    next: "Let it run on pull_request, or take it out.",
  }),
  WORKFLOW_UNPINNED: (p: { path: string; used: readonly string[] }): FindingWords => ({
    summary: `${p.path} uses what can be changed elsewhere: ${p.used.join(", ")}.`,
    attack: "Who moves a tag of that repository runs their code here, with the job's token and secrets.",
    next: "Name each by the 40 digits of its commit, an image by its digest.",
  }),
  WORKFLOW_WIDE: (p: { path: string }): FindingWords => ({
    summary: `${p.path} does not say at its top which rights its token has, or gives it all.`,
    attack: "A step that is taken over writes with it: branches, releases, the workflows of others.",
    next: "Write permissions: {} at its top, and below each job what it needs.",
  }),
  WORKFLOW_INJECTED: (p: { path: string }): FindingWords => ({
    summary: `${p.path} puts text of an event into a shell.`,
    attack: "Who names a branch or writes a title names commands that the job runs.",
    next: "Give the text to the step by env:, and use the variable, in quotes.",
  }),
  WORKFLOW_UNREAD: (p: { path: string; message: string }): FindingWords => ({
    summary: `${p.path} cannot be looked at: ${p.message}`,
    attack: "What nobody can read for certain may do anything.",
    next: "Write it as plain YAML: no anchors, tags or several documents.",
  }),
  SECRETS_OPEN: (p: { path: string; mode: string }): FindingWords => ({
    summary: `Others than its owner may read or write ${p.path} (mode ${p.mode}).`,
    attack: "Any account on this machine takes the engine's key or a target's credentials, or pins a key of its own.",
    next: `chmod go-rwx ${p.path}`,
  }),
  TRUST_IN_CLONE: (p: { path: string }): FindingWords => ({
    summary: `What this engine trusts is pinned in the clone itself, ${p.path}.`,
    attack: "Whoever replaces the clone replaces the pins with it, and a forged ledger is believed.",
    next: "Keep the pins where the deployment keeps its configuration, and name that file in BREVET_TRUST.",
  }),
} as const;
