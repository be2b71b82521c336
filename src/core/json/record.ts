/** An empty map by name, which finds nothing that was not put into it: names come from files, `constructor` too. */
export function emptyRecord<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}
