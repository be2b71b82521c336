import { firstEntitlement, type Starter } from "./starter-files.ts";

/** How a new repository explains itself: the way to a first certificate, then where to go on. Tests follow it to the letter. */
export function starterReadme({ person, branch, ledgerBranch, github }: Starter): string {
  const { begin, open, merge, agree } = github === null ? plainly : onGitHub;
  return `# Access

This is an access repository of Brevet. People ask for access by merging a small file,
rules in \`policies/\` say what that needs, and the clock takes it away again. \`brevet.yaml\` says where
access is given; who is who stands in \`policies/catalog/\`.

It works as it is, for one person alone: you are \`${person.id}\`, and there is one thing to ask for,
\`${firstEntitlement}\`: a client certificate for a door.

## Your first certificate

Ask. This writes the request and a key pair, signs that you ask, and commits both on a branch of their own${open.does}:

\`\`\`console
${begin}$ ID=playground/door/$(date +%F)-${person.id}
$ brevet request ${firstEntitlement} --for 10m --reason "Try the door once"${open.option}
This is allowed: merge it.
\`\`\`

Anybody can see what it would do, and who still has to agree (nobody: the door is of tier \`low\`):

\`\`\`console
$ brevet check --base ${branch} --head request/$ID
This is allowed: merge it.
\`\`\`

Merge it. The merge is what commits you to it:

\`\`\`console
${merge}
\`\`\`

Let the engine see it. It judges once more, writes down what it is about to do, and does it:

\`\`\`console
$ brevet apply
Admitted
\`\`\`

Take what you were given. The private key never left your own folder; the command says where it is:

\`\`\`console
$ brevet credentials $ID -o ../door.pem
../door.pem lets ${person.id} use ${firstEntitlement} until …
$ openssl x509 -in ../door.pem -noout -subject -enddate
subject=…
notAfter=…
\`\`\`

See who has what, and check that nobody has changed the history:

\`\`\`console
$ brevet status
${person.id}  ${firstEntitlement}  active
$ brevet audit verify
The history is whole…
\`\`\`

In ten minutes the certificate is worth nothing, whether Brevet runs or not.

## Where things are

| | |
| --- | --- |
| \`requests/\` | what was asked for, one file each: written by \`brevet request\`, or by hand |
| \`statements/\` | what people signed: asking, approving, objecting |
| \`policies/catalog/\` | people, teams, resources, and what the organisation demands (\`org.yaml\`) |
| \`policies/own/\` | your own rules, in Rego; \`policies/rules/\` is Brevet's, replaced by \`brevet init --upgrade\` |
| \`brevet.yaml\` | targets, ledger, forge |
| branch \`${ledgerBranch}\` | the history: what was accepted, given and taken away. \`git log ${ledgerBranch}\` reads as a story |
| \`.git/brevet/\` | private: the engine's key, the door's CA and its list of ended certificates. Not in git: keep a copy |

## Go on

- Add somebody: an entry in \`policies/catalog/people.yaml\` with the person's \`ssh-keygen\` public key, and their name in
  \`teams.yaml\`.
- Protect something: an entry in \`policies/catalog/resources/\`, and its target in \`brevet.yaml\`.
- A change of these files counts once its owners accepted it: ${agree}
  Until then the old rules go on judging.
- \`brevet --help\` shows the rest.
`;
}

/** What differs from forge to forge: how a branch becomes a change of main. */
interface Way {
  readonly begin: string;
  readonly open: { readonly does: string; readonly option: string };
  readonly merge: string;
  readonly agree: string;
}

const plainly: Way = {
  begin: "",
  open: { does: "", option: "" },
  merge: "$ git merge --quiet --no-ff --no-edit request/$ID",
  agree: "commit it on a branch, `brevet approve --rules`, merge\n  with `--no-ff`.",
};

const onGitHub: Way = {
  begin: "$ export GH_TOKEN=$(gh auth token)\n",
  open: { does: ", which gets a pull request", option: " --open" },
  merge: "$ gh pr merge 1 --squash\n$ git pull --quiet",
  agree: "open a pull request of it; they review it, or sign\n  with `brevet approve --rules`, before it is merged.",
};
