/** Maps with at most `limit` at a time; the results keep the order. After a failure nothing more is started. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  map: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const waiting = items.entries()
  let hasFailed = false
  const work = async () => {
    for (const [index, item] of waiting) {
      if (hasFailed) return
      try {
        results[index] = await map(item, index)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
