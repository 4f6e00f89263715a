import { createLabError, type LabErrorCode, type Reply } from '../../../src-worker/protocol/errors'
import { isOutOfMemory } from '../../../src-worker/protocol/outOfMemory'

export interface CallGuard {
  /** Settles when the worker that took the call is gone. */
  died: Promise<void>
  /** Null for work that tells how far it is: it may take any time. */
  deadlineMs: number | null
}

/**
 * A call over a channel that never settles when the other side dies: it races the answer, the death and a deadline.
 * Failures are values; what is thrown on either side becomes `internal`, or `outOfMemory`.
 */
export async function guardCall<Value>(
  call: () => Promise<Reply<Value>>,
  { died, deadlineMs }: CallGuard,
): Promise<Reply<Value>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<Reply<Value>>((settle) => {
    if (deadlineMs === null) return
    timer = setTimeout(
      () => settle(failWith('workerSilent', `no answer within ${deadlineMs / 1000} s`)),
      deadlineMs,
    )
  })
  const death = died.then(() => failWith<Value>('workerDied', 'the worker ended before it answered'))
  try {
    return await Promise.race([answerOf(call), death, deadline])
  } finally {
    clearTimeout(timer)
  }
}

async function answerOf<Value>(call: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
  try {
    return await call()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failWith(isOutOfMemory(message) ? 'outOfMemory' : 'internal', message)
  }
}

const failWith = <Value>(code: LabErrorCode, message: string): Reply<Value> => ({
  ok: false,
  error: createLabError(code, message),
})
