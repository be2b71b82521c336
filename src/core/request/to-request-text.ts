import { stringify } from "yaml";

/** What a request file says, as a person gives it; null: not said. */
export interface RequestFields {
  readonly subject: string;
  readonly role: string;
  readonly duration: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly start: string | null;
  readonly extends: string | null;
  readonly emergency: boolean;
  readonly publicKey: string | null;
}

/** The request file that says exactly this, in the order of the documentation. */
export function toRequestText(fields: RequestFields): string {
  const { subject, role, duration, reason, ticket, start, emergency, publicKey } = fields;
  const said = {
    subject,
    role,
    duration,
    reason,
    ...(ticket === null ? {} : { ticket }),
    ...(start === null ? {} : { start }),
    ...(fields.extends === null ? {} : { extends: fields.extends }),
    ...(emergency ? { emergency } : {}),
    ...(publicKey === null ? {} : { public_key: publicKey }),
  };
  return `# yaml-language-server: $schema=../../../schemas/request.json\n${stringify(said, { lineWidth: 0 })}`;
}
