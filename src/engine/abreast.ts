/** Does that work with each, so many of them at a time, begun in order; answers in order. One that throws stops what is not begun. */
export async function abreast<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = items.entries();
  let isBroken = false;
  const goOn = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (isBroken) return;
      answers[index] = await work(item).catch((error: unknown): never => {
        isBroken = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, goOn));
  return answers;
}
