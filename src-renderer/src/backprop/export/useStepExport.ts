/** Takes a cell, a matrix or the whole update out as text: to the clipboard or into a file. */
import { inject, onScopeDispose, ref, type Ref } from 'vue'
import type { StepFormat, StepScope } from '../../../../src-worker/protocol/microscope'
import { hostKey } from '../../host/Host'
import { useSettings } from '../../settings/useSettings'
import { microscopeKey } from '../useMicroscope'

const shownMs = 2000
const leastDigits = 6

export interface StepExport {
  /** What has just happened; it is shown for two seconds. */
  state: Readonly<Ref<'idle' | 'copied' | 'saved' | 'failed'>>
  copy(scope: StepScope, format: StepFormat): Promise<void>
  save(scope: StepScope, format: StepFormat): Promise<void>
}

export function useStepExport(): StepExport {
  const { trainer, fault } = inject(microscopeKey)!
  const host = inject(hostKey, null)
  const { notation, digits } = useSettings()
  const state = ref<'idle' | 'copied' | 'saved' | 'failed'>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(what: 'copied' | 'saved' | 'failed'): void {
    state.value = what
    clearTimeout(timer)
    timer = setTimeout(() => (state.value = 'idle'), shownMs)
  }
  onScopeDispose(() => clearTimeout(timer))

  async function write(scope: StepScope, format: StepFormat) {
    const reply = await trainer.exportStep({
      fault: fault.value,
      scope,
      format,
      notation: notation.value,
      digits: Math.max(leastDigits, digits.value),
    })
    if (!reply.ok) trainer.error.value = reply.error
    return reply.ok ? reply.value : null
  }

  return {
    state,
    async copy(scope, format) {
      const file = await write(scope, format)
      if (file === null) return tell('failed')
      try {
        await navigator.clipboard.writeText(new TextDecoder().decode(file.bytes))
        tell('copied')
      } catch {
        // The window has no access to the clipboard: said, and a file can be saved instead.
        tell('failed')
      }
    },
    async save(scope, format) {
      const file = await write(scope, format)
      if (file === null || host === null) return tell('failed')
      const reply = await host.saveAs(file.name, file.mediaType, file.bytes)
      if (!reply.ok) tell('failed')
      else if (reply.value !== null) tell('saved')
    },
  }
}
