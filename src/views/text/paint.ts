/** What a piece of text may be stressed with. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Stresses a text, or leaves it as it is where colour is off. Given by the command, which knows the terminal. */
export type Paint = (style: Style, text: string) => string;
