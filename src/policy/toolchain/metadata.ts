import type { XStatic } from "typebox/schema";
import { validator } from "../../core/json/validator.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";
import { validate } from "../../core/yaml/validate.ts";

/** What a rule has to say of itself. */
export const metadataSchema = {
  type: "object",
  required: ["title", "description", "custom"],
  properties: {
    title: { type: "string", minLength: 1, description: "What the rule is called, such as Tickets for long work." },
    description: { type: "string", minLength: 1, description: "What must hold, and why." },
    custom: {
      type: "object",
      description: "code, message, next, controls, and where there are some field and facts.",
      additionalProperties: false,
      required: ["code", "message", "next", "controls"],
      properties: {
        code: {
          type: "string",
          pattern: "^[A-Z][A-Z0-9_]{2,63}$",
          description: "Capitals, digits and _, such as LATE_START; never one that was used before.",
        },
        field: {
          enum: ["subject", "role", "duration", "reason", "ticket", "start", "extends", "emergency", "public_key"],
          description: "The key of the request file that it is about.",
        },
        message: { type: "string", minLength: 1, description: "What is wrong, such as {asked} is longer than {most}." },
        next: { type: "string", minLength: 1, description: "What to do about it, such as Set duration to {most}." },
        facts: {
          type: "object",
          description: "What message and next name, and how it is worded: {asked: duration}.",
          additionalProperties: {
            enum: ["text", "number", "duration", "instant", "list"],
            description: "How it is worded.",
          },
        },
        controls: {
          type: "array",
          description: "What it serves: [soc2:CC6.3], or [].",
          items: {
            type: "string",
            pattern: "^[a-z][a-z0-9-]*:\\S(?:.*\\S)?$",
            description: "A framework and its control, such as soc2:CC6.3.",
          },
        },
      },
    },
  },
} as const;

/** What a rule says of itself. */
export type Metadata = XStatic<typeof metadataSchema>;

/** One thing that is wrong with METADATA; line: where it stands, null where there is none. */
export interface MetadataFault {
  readonly what: string;
  readonly next?: string;
  readonly line: number | null;
}

const metadataFault = validator(metadataSchema);

/** Everything that is wrong with METADATA as OPA read it. source: the text of its file, for the lines and the words. */
export function metadataFaults(metadata: unknown, source: string): readonly MetadataFault[] {
  if (metadata === null) return [{ what: "is missing", line: null }];
  const fault = metadataFault(metadata);
  if (fault !== null) return asWritten(source) ?? [{ what: `is unfit: ${fault}`, line: beginOf(source) }];
  const { message, next, facts = {} } = (metadata as Metadata).custom;
  const named = [...new Set([...`${message} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
  return named
    .filter((name) => !Object.hasOwn(facts, name))
    .map((name) => ({
      what: `names {${name}}, which is not among its facts`,
      next: `Add it to facts, as {${name}: text}, number, duration, instant or list, and give it where the rule speaks.`,
      line: lineWith(source, `{${name}}`),
    }));
}

/** The faults at their lines, in the words for a file that people write; null where the text cannot be read so. */
function asWritten(source: string): readonly MetadataFault[] | null {
  const begin = beginOf(source);
  if (begin === null) return null;
  const lines = source.split("\n").slice(begin);
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const text = lines.slice(0, end === -1 ? lines.length : end).map((line) => line.slice(1));
  const path = "METADATA";
  const read = readYaml(new TextEncoder().encode(`${text.join("\n")}\n`), {
    path,
    maxBytes: 1_000_000,
    syntax: "RULES_SYNTAX",
  });
  const fits = read.ok ? validate(metadataSchema, read.value) : read;
  if (fits.ok || fits.problems.length === 0) return null;
  return fits.problems.map(({ message, next, line = 0 }) => ({
    what: `is unfit: ${message.replace(/\.$/, "")}`,
    next,
    line: begin + line,
  }));
}

/** The line, from 1, at which METADATA of the package begins. */
function beginOf(source: string): number | null {
  const index = source.split("\n").findIndex((line) => /^#\s*METADATA\s*$/.test(line));
  return index === -1 ? null : index + 1;
}

function lineWith(source: string, text: string): number | null {
  const index = source.split("\n").findIndex((line) => line.startsWith("#") && line.includes(text));
  return index === -1 ? beginOf(source) : index + 1;
}
