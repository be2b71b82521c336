import { visible } from "../../views/text/visible.ts";
import type { Session } from "../session.ts";
import { prompting } from "./prompting.ts";

/** Something that may be chosen, with a line about it. */
export interface Choice {
  readonly value: string;
  readonly about: string;
}

/** One of the choices, found by typing any part of it. */
export async function askChoice(session: Session, message: string, choices: readonly Choice[]): Promise<string> {
  const { default: search } = await import("@inquirer/search");
  return await prompting(session, (context) =>
    search({ message, source: (typed) => choices.filter((choice) => fits(choice, typed ?? "")).map(shown) }, context),
  );
}

function fits({ value, about }: Choice, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/);
  return words.every((word) => `${value} ${about}`.toLowerCase().includes(word));
}

function shown({ value, about }: Choice): { value: string; name: string; description: string } {
  return { value, name: visible(value), description: visible(about) };
}
