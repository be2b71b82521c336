import { instantiate, type Exports } from "../../src/policy/toolchain/instance.ts";
import { named, only, Reader, signed, toModule, unsigned, type Section } from "./sections.ts";

const [memorySection, globalSection, exportSection, dataSection] = [5, 6, 7, 11];
const [i32, i64, globalExport] = [0x7f, 0x7e, 3];
const [i32Const, i64Const, end] = [0x41, 0x42, 0x0b];
const begin = "_initialize";
const pageBytes = 65_536;
/** A gap of zeros that costs more as two pieces than written out. */
const gapBytes = 64;

/**
 * The module as it is when it has begun: what Go does before the first question is done once, here, and what came of it is the
 * module's memory from the start. Clock and randomness stand still meanwhile, so the same module gives the same bytes. pages:
 * the memory that it has.
 */
export function begun(sections: readonly Section[], pages: number): readonly Section[] {
  const globals = globalsIn(only(sections, globalSection));
  const shown = sections.map((each) => (each.id === exportSection ? withGlobals(each, globals.length) : each));
  const exports = instantiate(toModule(shown), still) as Exports & Readonly<Record<string, unknown>>;
  exports.memory.grow(pages - exports.memory.buffer.byteLength / pageBytes);
  (exports[begin] as () => void)();
  const values = globals.map((_, index) => (exports[nameOf(index)] as { readonly value: bigint | number }).value);

  return sections.map((section): Section => {
    if (section.id === memorySection) return { id: memorySection, bytes: Uint8Array.of(1, 0, ...unsigned(pages)) };
    if (section.id === globalSection) return toGlobals(globals, values);
    if (section.id === exportSection) return without(section, begin);
    if (section.id === dataSection) return toData(new Uint8Array(exports.memory.buffer));
    return section;
  });
}

const still = {
  now: () => 1, // Go takes 0 for a clock that does not work
  randomise: (bytes: Uint8Array) => void bytes.fill(0),
  complain(text: string) {
    throw new Error(text);
  },
};

function nameOf(global: number): string {
  return `global ${global}`;
}

/** The types of the globals. Go has whole numbers alone, all of which change. */
function globalsIn({ bytes }: Section): readonly number[] {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.unsigned() }, () => {
    const [type = 0, changes, how, value, last] = reader.bytes(5);
    const isWhole = (type === i32 && how === i32Const) || (type === i64 && how === i64Const);
    if (changes === 1 && isWhole && value === 0 && last === end) return type;
    throw new Error("the module has a global of a kind that Go had none of");
  });
}

function toGlobals(types: readonly number[], values: readonly (bigint | number)[]): Section {
  const each = types.flatMap((type, index) => [
    ...[type, 1, type === i32 ? i32Const : i64Const],
    ...signed(BigInt(values[index] ?? 0)),
    end,
  ]);
  return { id: globalSection, bytes: Uint8Array.of(...unsigned(types.length), ...each) };
}

/** The same exports, and every global. */
function withGlobals({ id, bytes }: Section, globals: number): Section {
  const reader = new Reader(bytes);
  const count = reader.unsigned();
  const more = Array.from({ length: globals }, (_, index) => [...named(nameOf(index)), globalExport, index]).flat();
  return { id, bytes: Buffer.concat([Buffer.from(unsigned(count + globals)), reader.rest(), Buffer.from(more)]) };
}

/** The exports but one. */
function without({ id, bytes }: Section, unwanted: string): Section {
  const reader = new Reader(bytes);
  const kept = Array.from({ length: reader.unsigned() }, () => {
    const name = reader.text();
    return { name, entry: [...named(name), reader.byte(), ...unsigned(reader.unsigned())] };
  }).filter(({ name }) => name !== unwanted);
  return { id, bytes: Uint8Array.of(...unsigned(kept.length), ...kept.flatMap(({ entry }) => entry)) };
}

/** What of a memory is not zero, as the pieces that it begins with. */
function toData(memory: Uint8Array): Section {
  const words = new BigUint64Array(memory.buffer, 0, memory.length / 8);
  const pieces: Uint8Array[] = [];
  for (let first = 0, next = 0; first < words.length; first = next) {
    next = first + 1;
    if (words[first] === 0n) continue;
    let last = first;
    for (; next < words.length && next - last <= gapBytes / 8; next += 1) if (words[next] !== 0n) last = next;
    next = last + 1;
    const piece = memory.subarray(first * 8, next * 8);
    pieces.push(
      Buffer.concat([Buffer.from([0, i32Const, ...signed(BigInt(first * 8)), end, ...unsigned(piece.length)]), piece]),
    );
  }
  return { id: dataSection, bytes: Buffer.concat([Buffer.from(unsigned(pieces.length)), ...pieces]) };
}
