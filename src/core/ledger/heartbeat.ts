import type { XStatic } from "typebox/schema";
import { canonical } from "../json/canonical.ts";
import { validator } from "../json/validator.ts";

/** What a resident engine says of itself in `refs/brevet/run`: for people, and for others that stand by. Nothing else reads it. */
const heartbeatSchema = {
  type: "object",
  additionalProperties: false,
  required: ["v", "installation", "engine", "beat", "since", "at", "overdue", "lost"],
  properties: {
    v: { const: 1 },
    installation: { type: "string", pattern: "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
    engine: { type: "string", pattern: "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
    beat: { type: "integer", minimum: 1 },
    since: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" },
    at: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" },
    overdue: { type: "integer", minimum: 0 },
    lost: {
      type: "array",
      maxItems: 1000,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["target", "code"],
        properties: { target: { type: "string" }, code: { type: "string" } },
      },
    },
  },
} as const;

/**
 * One sign of life. installation: the clone it runs in; engine: its process; beat: how often it has said so, which only
 * grows; overdue: grants past their end; lost: targets that do not answer.
 */
export type Heartbeat = XStatic<typeof heartbeatSchema>;

const fault = validator(heartbeatSchema);

/** The message of the commit that says it. */
export function heartbeatMessage(heartbeat: Heartbeat): string {
  return `An engine is at work\n\n${canonical(heartbeat)}\n`;
}

/** What a commit's message says; null: nothing of that kind. */
export function readHeartbeat(message: string): Heartbeat | null {
  const line = /^An engine is at work\n\n(\{.{0,60000}\})\n$/.exec(message)?.[1];
  if (line === undefined) return null;
  try {
    const value: unknown = JSON.parse(line);
    return fault(value) === null ? (value as Heartbeat) : null;
  } catch {
    return null;
  }
}
