/** What has no place in a text that nothing erases. */
export type PrivateData = "card" | "email" | "iban";

/** Kinds of private data that a text seems to hold, in order: numbers only where their check digits are right. */
export function privateData(text: string): PrivateData[] {
  const found: PrivateData[] = [];
  if ([...text.matchAll(/(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])/g)].some(([number]) => isCard(number)))
    found.push("card");
  if (/[\w.+-]@[\w-]+(?:\.[\w-]+)*\.[a-z]{2}/i.test(text)) found.push("email");
  if ([...text.matchAll(/\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}\b/g)].some(([number]) => isIban(number)))
    found.push("iban");
  return found;
}

/** ISO/IEC 7812: the sum of the digits, every second one doubled, is a multiple of ten. */
function isCard(text: string): boolean {
  const digits = Array.from(text.replaceAll(/[ -]/g, ""), Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum > 0 && sum % 10 === 0;
}

/** ISO 13616: its first four characters put last and letters read as numbers, it is one more than a multiple of 97. Words that follow it are left out one by one. */
function isIban(text: string): boolean {
  const words = text.split(" ");
  return words.some((_, index) => hasIbanDigits(words.slice(0, index + 1).join("")));
}

function hasIbanDigits(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  const moved = text.slice(4) + text.slice(0, 4);
  const digits = Array.from(moved, (character) => String(Number.parseInt(character, 36))).join("");
  return BigInt(digits) % 97n === 1n;
}
