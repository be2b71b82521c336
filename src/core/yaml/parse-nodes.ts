import { Composer, CST, Lexer, Parser, type Document, type ParsedNode } from "yaml";
import type { Fault } from "./fault.ts";

/** What YAML offers and these files do not use: each can make a file mean other than it seems to. */
const refused: { readonly [token: string]: string } = {
  alias: "it uses an alias (*)",
  anchor: "it uses an anchor (&)",
  tag: "it uses a tag (!)",
  "directive-line": "it uses a directive (%)",
  "doc-end": "it uses a document end (...)",
  "explicit-key-ind": "it uses an explicit key (?)",
};

/** Deeper than any file here has to be; recursion stays shallow. */
const deepest = 48;
/** More would only repeat what the first ones say. */
export const mostFaults = 10;
const scalarFollows = "\u001f";

const options = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false, // checked by toValue, which does not compare every key with every other
  prettyErrors: false,
} as const;

/** The one document of a text as nodes. One pass: what the lexer shows is judged before anything is built of it. */
export function parseNodes(text: string): { readonly root: ParsedNode | null; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const what = isScalar ? undefined : refused[CST.tokenType(lexeme) ?? ""];
    if (what !== undefined) faults.push({ what, offset: parser.offset });
    isScalar = lexeme === scalarFollows;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "error") faults.push({ what: inSentence(token.message), offset: token.offset });
    }
    if (parser.stack.length > deepest) faults.push({ what: "it is nested too deeply", offset: parser.offset });
    if (faults.length >= mostFaults || parser.stack.length > deepest) return { root: null, faults };
  }
  if (faults.length > 0) return { root: null, faults };
  for (const token of parser.end()) tokens.push(token);
  return compose(tokens);
}

function compose(tokens: readonly CST.Token[]): ReturnType<typeof parseNodes> {
  const composer = new Composer<ParsedNode>(options);
  const documents: Document.Parsed[] = [];
  for (const token of tokens) for (const document of composer.next(token)) documents.push(document);
  for (const document of composer.end()) documents.push(document);
  const [document, second] = documents;
  if (document === undefined) return { root: null, faults: [{ what: "there is nothing in it", offset: null }] };
  const errors = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]).slice(0, mostFaults);
  const faults = errors.map(({ message, pos }): Fault => ({ what: inSentence(message), offset: pos[0] }));
  if (second !== undefined) faults.push({ what: "it holds more than one document", offset: second.range[0] });
  return { root: faults.length === 0 ? document.contents : null, faults };
}

function inSentence(message: string): string {
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, "").replaceAll("\n", " ");
}
