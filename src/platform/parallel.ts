/**
 * Runs a piece of work for each item, so many at once, and answers what came of each in their order. After a failure, which
 * is thrown, no more is begun.
 */
export async function mapParallel<T, R>(items: T[], atOnce: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const index = next
      next += 1
      results[index] = await run(items[index]!)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work))
    return results
  } finally {
    next = items.length
  }
}
