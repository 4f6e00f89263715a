import { shallowRef, watch, type ShallowRef } from 'vue'
import type { HistoryColumns } from '../../../../src-worker/protocol/trainerApi'
import type { Side } from './useSide'

/** The recorded course of a side's run: that of its first frame, for it is the same at every moment looked at. */
export function useCourse({ trainer }: Side): Readonly<ShallowRef<HistoryColumns | null>> {
  const course = shallowRef<HistoryColumns | null>(null)
  watch(
    [trainer, () => trainer.value?.frame.value ?? null],
    ([now, frame], [before]) => {
      if (now !== before) course.value = null
      course.value ??= frame?.history ?? null
    },
    { immediate: true },
  )
  return course
}
