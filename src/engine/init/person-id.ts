/** A name for the catalog out of what git knows of a person: the address up to its @, else the name; else `me`. */
export function personId(author: { readonly name: string; readonly email: string } | null): string {
  const local = author?.email.split("@", 1)[0] ?? "";
  return toId(local) ?? toId(author?.name ?? "") ?? "me";
}

function toId(text: string): string | null {
  const id = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
  return id === "" ? null : id;
}
