import type { Fault } from "./fault.ts";
import { textFault } from "./text-fault.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text that bytes spell in UTF-8, where every character of it can be seen. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly fault: Fault | null } {
  try {
    const text = decoder.decode(bytes);
    return { text, fault: textFault(text) };
  } catch {
    return { text: "", fault: { what: "it is not UTF-8", offset: null } };
  }
}
