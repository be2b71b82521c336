import type { Repository } from "../repository.ts";

const known = new WeakMap<Repository, Map<string, string | Error>>();

/** What git says of commits by their ids alone never changes, so it is asked once. */
export function askOnce(repository: Repository, ...args: readonly string[]): string {
  const answers = known.get(repository) ?? new Map<string, string | Error>();
  known.set(repository, answers);
  const question = args.join("\0");
  const answer = answers.get(question) ?? said(repository, args);
  answers.set(question, answer);
  if (answer instanceof Error) throw answer;
  return answer;
}

function said(repository: Repository, args: readonly string[]): string | Error {
  try {
    return repository.git(...args);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
