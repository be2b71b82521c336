import { named, only, Reader, unsigned, type Section } from "./sections.ts";

const [customSection, importSection, functionSection, codeSection] = [0, 2, 3, 10];
const functionNames = 1;
/** How and when V8 compiles a function: when it is called first, by its quick compiler alone, or by the one that optimises. */
const [quickly, thoroughly] = [0b01_01_01, 0b10_10_01];

/** Small functions in which a question spends a third of its time, by the package that they are from (docs/adr/0015). */
const hot: { readonly [from: string]: readonly string[] } = {
  "": ["memeqbody"],
  "runtime.": [
    ...["mallocgc", "mallocgcSmallScanNoHeader", "mallocgcSmallNoscan", "mallocgcTiny", "newobject", "makeslice"],
    ...["(*mspan).writeHeapBitsSmall", "memmove", "memequal", "strequal", "ifaceeq"],
    ...["(*itabTableType).find", "getitab", "interfaceSwitch", "typeAssert"],
    ...["mapaccess1", "mapaccess1_fast64", "mapaccess2_fast64", "mapaccess2_faststr"],
    ...["memhashFallback", "strhashFallback"],
  ],
  "internal/runtime/maps.": ["(*Map).getWithKeySmall", "(*Map).getWithoutKeySmallFastStr"],
  "internal/runtime/math.": ["MulUintptr"],
  "internal/runtime/atomic.": ["Loadp"],
  "internal/chacha8rand.": ["block_generic"],
  "encoding/json.": ["stateInString"],
  "github.com/cespare/xxhash/v2.": ["Sum64"],
  "github.com/open-policy-agent/opa/v1/ast.": [
    ...["(*GenericVisitor).Walk", "(*typeVisitor[go.shape.*uint8]).walk", "ValueEqual", "(*Expr).Loc", "(*object).Get"],
  ],
  "github.com/open-policy-agent/opa/v1/topdown.": [
    ...["(*eval).evalStep", "(*eval).traceEvent", "(*bindings).apply", "(*bindingsArrayHashmap).Get"],
    "(*refStack).Prefixed",
  ],
};

/**
 * The module without the names of its functions, and with a hint for each where V8 heeds hints (ask.ts): to make all that is
 * called fast takes longer than it gives back, and for these it gives back ten times as much.
 */
export function hinted(sections: readonly Section[]): readonly Section[] {
  const names = namesIn(sections);
  const wanted = new Set(Object.entries(hot).flatMap(([from, each]) => each.map((name) => asLinked(from + name))));
  const missing = [...wanted].filter((name) => !names.includes(name));
  if (missing.length > 0)
    console.log(`There is no function ${missing.join(", ")} any more: see scripts/toolchain/hinted.ts.`);
  const hints = names.map((name) => (wanted.has(name) ? thoroughly : quickly));
  const bytes = Uint8Array.of(...named("compilationHints"), ...unsigned(hints.length), ...hints);
  const told = { id: customSection, bytes };
  return sections.filter((each) => !isNames(each)).flatMap((each) => (each.id === codeSection ? [told, each] : [each]));
}

/** A name as Go's linker writes it. */
function asLinked(name: string): string {
  return name.replaceAll(/[^\w.]/g, "_");
}

function isNames({ id, bytes }: Section): boolean {
  return id === customSection && new Reader(bytes).text() === "name";
}

/** The names of the module's own functions, in their order: those that are imported come before them, and have none. */
function namesIn(sections: readonly Section[]): readonly string[] {
  const section = sections.find(isNames);
  if (section === undefined) throw new Error("the module has no names");
  const reader = new Reader(section.bytes);
  reader.text();
  if (reader.byte() !== functionNames) throw new Error("the module's names are not those of functions");
  reader.unsigned();
  const imported = new Reader(only(sections, importSection).bytes).unsigned();
  const names = Array.from({ length: reader.unsigned() }, (_, index) => {
    if (reader.unsigned() !== imported + index) throw new Error("a function has no name");
    return reader.text();
  });
  if (names.length !== new Reader(only(sections, functionSection).bytes).unsigned())
    throw new Error("not every function has a name");
  return names;
}
