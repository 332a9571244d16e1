/**
 * Does something with each item, with at most `most` at a time, begun in their order. `next` may end it: items that
 * have not been begun by then are left out. The first error is thrown when all that was begun has ended.
 */
export async function sideBySide<Item>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<unknown>,
  goOn: () => boolean,
): Promise<void> {
  const waiting = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failed || !goOn()) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(most, items.length) }, worker);
  const ended = await Promise.allSettled(workers);
  const fault = ended.find((one) => one.status === "rejected");
  if (fault) throw fault.reason;
}
