import { inputVersion, policyInputSchema } from "../../src/core/decision/input.ts";

/** As much of JSON Schema as the policy input is written in. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly anyOf?: readonly Shape[];
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

const root: Shape = policyInputSchema;
const defs: Readonly<Record<string, Shape>> = policyInputSchema.$defs;

/** docs/policy-input.md: every field that a rule may read. */
export function inputReference(): string {
  const sections = Object.entries(root.properties ?? {}).map(([name, shape]) => section(name, resolved(shape)));
  return `# The input, field by field

What a rule reads as \`input\`. Written from its schema by \`npm run rules\`; for programs it is
[\`schemas/policy-input.json\`](../schemas/policy-input.json).

Every field is always there, \`null\` where there is nothing, so that no rule stops at an undefined value. Lengths of time are
seconds, moments seconds since 1970; lists of ids are sorted. This is version ${inputVersion}: later ones only add to it.

${sections.join("\n")}`;
}

function section(name: string, shape: Shape): string {
  const rows = [`- ${line(`input.${name}`, shape)}`, ...fields(`input.${name}`, shape)];
  return `## ${name}\n\n${rows.join("\n")}\n`;
}

function fields(place: string, shape: Shape): readonly string[] {
  const below = inner(shape);
  return Object.entries(below.properties ?? {}).flatMap(([name, property]) => {
    const at = `${place}.${name}`;
    const is = resolved(property);
    // One instant on several clocks: what each shows is said once, of the first.
    const isKnown = property.$ref?.endsWith("wall") === true && name !== "utc";
    return [`- ${line(at, is)}`, ...(isKnown ? [] : fields(is.type === "array" ? `${at}[_]` : at, is))];
  });
}

function line(place: string, shape: Shape): string {
  const said = shape.description === undefined ? "" : ` ${shape.description}`;
  return `\`${place}\`: ${typeOf(shape)}.${said}`;
}

function typeOf(shape: Shape): string {
  if (shape.enum !== undefined) return shape.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  if (shape.anyOf !== undefined)
    return shape.anyOf
      .map((one) => typeOf(resolved(one)))
      .toReversed()
      .join(" or ");
  const types = [shape.type ?? "object"].flat();
  return types
    .map((type) => (type === "array" ? `list of ${typeOf(resolved(shape.items ?? {}))}s` : type))
    .join(" or ");
}

/** Where the fields are: those of a list stand in its entries, those of what may be null in the other. */
function inner(shape: Shape): Shape {
  const other = shape.anyOf?.map(resolved).find(({ properties }) => properties !== undefined) ?? shape;
  return other.items === undefined ? other : resolved(other.items);
}

function resolved(shape: Shape): Shape {
  if (shape.$ref === undefined) return shape;
  const { $ref, ...own } = shape;
  return { ...defs[$ref.replace("#/$defs/", "")], ...own };
}
