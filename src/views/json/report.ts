/**
 * One documented object, for programs: plain JSON whose every character is printable, so that a terminal that
 * shows it cannot be led astray either.
 */
export function reportJson(report: object, indent = 2): string {
  const text = JSON.stringify(report, null, indent);
  return `${text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{DI}]/gu, escape)}\n`;
}

function escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
