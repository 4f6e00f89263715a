/**
 * What the page can say of itself when something went wrong: what the engine has to work with, what failed and when.
 * Names and codes only: no data, no settings, no file names.
 */
import { inject, onScopeDispose, shallowReadonly, shallowRef, watch, type ShallowRef } from 'vue'
import { hostKey } from '../host/Host'
import { useTrainer } from './useTrainer'

export interface Diagnostics {
  /** Whether the last copy reached the clipboard; null for a while after nothing was copied. */
  readonly copied: Readonly<ShallowRef<boolean | null>>
  /** False where nobody knows the desktop. */
  readonly possible: boolean
  copy(): Promise<void>
}

interface Failure {
  at: Date
  code: string
}

const keptFailures = 50
const shownMs = 4000

/** The shortest module with a vector in it. */
const vectorModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]

const say = (holds: boolean): string => (holds ? 'yes' : 'no')

/** Pure but for the machine it asks. */
export function writeReport(state: string | null, failures: readonly Failure[]): string {
  const shares = typeof SharedArrayBuffer !== 'undefined'
  return [
    `engine: SIMD ${say(WebAssembly.validate(new Uint8Array(vectorModule)))}, threads ${say(shares)}, ` +
      `cores ${navigator.hardwareConcurrency}`,
    `run: ${state ?? 'none'}`,
    `failures: ${failures.length}`,
    ...failures.map(({ at, code }) => `${at.toISOString()} ${code}`),
  ].join('\n')
}

/** To be used in one place that lives as long as the window: it keeps what fails, and hears the menu. */
export function useDiagnostics(): Diagnostics {
  const { error, silent, frame, run } = useTrainer()
  const host = inject(hostKey, null)
  const copied = shallowRef<boolean | null>(null)
  let failures: Failure[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const note = (code: string): void => {
    failures = [...failures, { at: new Date(), code }].slice(-keptFailures)
  }
  watch(error, (found) => found !== null && note(found.code), { flush: 'sync' })
  watch(silent, (isSilent) => isSilent && note('silent'))

  async function copy(): Promise<void> {
    if (host === null) return
    const state = run.value === null ? null : (frame.value?.state ?? run.value.state)
    const reply = await host.copyDiagnostics(writeReport(state, failures))
    copied.value = reply.ok
    clearTimeout(timer)
    timer = setTimeout(() => (copied.value = null), shownMs)
  }

  const stop = host?.onMenuCommand((command) => void (command === 'copyDiagnostics' && copy()))
  onScopeDispose(() => {
    stop?.()
    clearTimeout(timer)
  })
  return { copied: shallowReadonly(copied), possible: host !== null, copy }
}
