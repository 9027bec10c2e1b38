/** What waits for one reader, in its order. */

/** Of a reader who takes nothing for so long, no more is expected. */
const MAX_WAITING = 1_000

export class Inbox<T> {
  readonly items: ReadableStream<T>
  #controller!: ReadableStreamDefaultController<T>
  #isOpen = true
  onOverflow: () => void = () => undefined

  constructor() {
    this.items = new ReadableStream<T>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        // The reader wants no more.
        cancel: () => {
          this.#isOpen = false
        },
      },
      new CountQueuingStrategy({ highWaterMark: MAX_WAITING }),
    )
  }

  /** What comes after the end is dropped. */
  add(item: T): void {
    if (!this.#isOpen) return
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.enqueue(item)
    else this.onOverflow()
  }

  /** The reader still gets what waits. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#controller.close()
  }
}
