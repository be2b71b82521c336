const BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
const END = "\n-----END SSH SIGNATURE-----";

/** Takes off the armour: one, from the first byte to the last but for one line feed, around canonical base64. */
export function fromArmour(text: string): Buffer | undefined {
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (!body.startsWith(BEGIN) || !body.endsWith(END) || body.length < BEGIN.length + END.length) return undefined;
  const base64 = body.slice(BEGIN.length, -END.length).replaceAll("\n", "");
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : undefined;
}

/** Puts on the armour, in lines of 70 characters as ssh-keygen does. */
export function toArmour(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,70}/g) ?? [];
  return `${BEGIN}${lines.join("\n")}${END}\n`;
}
