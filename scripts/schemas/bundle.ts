type Node = Readonly<Record<string, unknown>>;

/** `urn:brevet:event-life#/$defs/x` as its parts. */
function split(ref: string): { readonly id: string; readonly pointer: string } {
  const [id = "", pointer = ""] = ref.split("#");
  return { id, pointer };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * One schema that stands alone: every schema that it names by `$id` is taken into its `$defs`, so that an editor
 * needs one file. Throws where a name is unknown.
 */
export function bundle(schema: Node, byId: ReadonlyMap<string, Node>): Node {
  const taken = new Map<string, unknown>();

  const rewrite = (value: unknown, within: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => rewrite(each, within));
    if (!isNode(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "$id" || value === schema)
        .map(([key, inner]) => [
          key,
          key === "$ref" && typeof inner === "string" ? reference(inner, within) : rewrite(inner, within),
        ]),
    );
  };

  const reference = (ref: string, within: string): string => {
    const { id, pointer } = split(ref);
    if (id === "" || id === schema["$id"]) return `#${id === "" ? within : ""}${pointer}`;
    const name = id.slice(id.lastIndexOf(":") + 1);
    const place = `/$defs/${name}`;
    if (!taken.has(name)) {
      const found = byId.get(id);
      if (found === undefined) throw new Error(`no schema is called ${id}`);
      taken.set(name, null);
      taken.set(name, rewrite(found, place));
    }
    return `#${place}${pointer}`;
  };

  const own = rewrite(schema, "") as Node;
  if (taken.size === 0) return own;
  return { ...own, $defs: { ...(isNode(own["$defs"]) ? own["$defs"] : {}), ...Object.fromEntries(taken) } };
}
