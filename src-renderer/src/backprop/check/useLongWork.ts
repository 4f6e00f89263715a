/** A piece of work in the worker that takes its time: how far it is, an end by hand, its result while it still holds. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../../src-worker/protocol/errors'
import type { WorkProgress } from '../../../../src-worker/protocol/trainerApi'

export interface LongWork<Value> {
  value: Readonly<ShallowRef<Value | null>>
  failure: Readonly<ShallowRef<LabError | null>>
  busy: Readonly<Ref<boolean>>
  /** 0 to 1. */
  share: Readonly<Ref<number>>
  start(): Promise<void>
  stop(): void
}

/** @param moment what the result belongs to; when it changes, the work ends and the result goes */
export function useLongWork<Value>(
  ask: (progress: WorkProgress) => Promise<Reply<Value>>,
  moment: () => string,
): LongWork<Value> {
  const value = shallowRef<Value | null>(null)
  const failure = shallowRef<LabError | null>(null)
  const busy = ref(false)
  const share = ref(0)
  let turn = 0

  function stop(): void {
    turn++
    busy.value = false
  }

  async function start(): Promise<void> {
    const own = ++turn
    const isCurrent = () => own === turn
    value.value = null
    failure.value = null
    share.value = 0
    busy.value = true
    const reply = await ask((done, total) => {
      if (isCurrent()) share.value = done / total
      return isCurrent()
    })
    if (!isCurrent()) return
    busy.value = false
    if (reply.ok) value.value = reply.value
    else failure.value = reply.error
  }

  watch(moment, () => {
    stop()
    value.value = null
    failure.value = null
  })
  onScopeDispose(stop)
  return { value, failure, busy, share, start, stop }
}
