export type WorkQueue = <Value>(work: () => Promise<Value>) => Promise<Value>

/** One piece of work at a time, in the order asked; a failure does not stop what follows. */
export function createWorkQueue(): WorkQueue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
