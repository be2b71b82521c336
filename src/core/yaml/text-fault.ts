import type { Fault } from "./fault.ts";

const plain = /^[\n -~]*$/;

/** Control, format, surrogate, private and ignorable characters: what a reviewer cannot see, or not as it is. */
const unseen =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const names: { readonly [character: string]: string } = {
  "\r": "a carriage return (lines end in a line feed alone)",
  "\t": "a tab (indent with spaces)",
  "\uFEFF": "a byte order mark",
};

/** What is wrong with a text as characters: it holds one that cannot be seen, or is not in Unicode's form NFC. */
export function textFault(text: string): Fault | null {
  if (plain.test(text)) return null;
  const found = unseen.exec(text);
  if (found !== null) return { what: `it holds ${nameOf(found[0])}`, offset: found.index };
  const composed = text.normalize("NFC");
  if (composed === text) return null;
  return { what: "its characters are not in the composed form (NFC)", offset: firstDifference(text, composed) };
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return names[character] ?? `the character U+${code}, which cannot be seen`;
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (a[index] === b[index]) index++;
  return index;
}
