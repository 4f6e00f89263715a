/** A file of weights on its way to become the start weights of a new run. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { Orientation, WeightsReport } from '../../../src-worker/protocol/weights'
import type { Host } from '../host/Host'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { Trainer } from '../trainer/trainer'
import type { HostError, IncomingFile } from './hostTypes'

export interface WeightsImport {
  /** The file that is looked at; null while none is. */
  readonly file: Readonly<ShallowRef<IncomingFile | null>>
  /** How it fits; the last answer stays while another one is on its way. */
  readonly report: Readonly<ShallowRef<WeightsReport | null>>
  readonly error: Readonly<ShallowRef<LabError | null>>
  /** The person's word on every matrix; null: by file and shapes. */
  readonly orientation: Readonly<ShallowRef<Orientation | null>>
  /** The person's word on the order of the layers, a place in the report's `orders`; null: the first. */
  readonly order: Readonly<ShallowRef<number | null>>
  /** Asks for a file and reads it. */
  choose(): Promise<void>
  turn(orientation: Orientation | null): Promise<void>
  arrange(order: number): Promise<void>
  /** Begins a new run with the weights. */
  use(): Promise<void>
  close(): void
}

interface Parts {
  host: Host
  trainer: Trainer
  editor: ExperimentEditor
  /** Where it is said that a file could not be opened. */
  report(failure: HostError): void
}

export function createWeightsImport({ host, trainer, editor, report: reportFailure }: Parts): WeightsImport {
  const file = shallowRef<IncomingFile | null>(null)
  const report = shallowRef<WeightsReport | null>(null)
  const error = shallowRef<LabError | null>(null)
  const orientation = shallowRef<Orientation | null>(null)
  const order = shallowRef<number | null>(null)
  let busy = false
  let asked = 0

  async function read(): Promise<void> {
    if (file.value === null) return
    const { name, bytes } = file.value
    const turn = ++asked
    busy = true
    const reply = await trainer.readWeights(bytes, name, orientation.value, order.value)
    if (turn !== asked) return
    busy = false
    report.value = reply.ok ? reply.value : null
    error.value = reply.ok ? null : reply.error
  }

  function close(): void {
    asked++
    file.value = report.value = error.value = orientation.value = order.value = null
    busy = false
  }

  return {
    file: shallowReadonly(file),
    report: shallowReadonly(report),
    error: shallowReadonly(error),
    orientation: shallowReadonly(orientation),
    order: shallowReadonly(order),
    async choose() {
      const reply = await host.open(['weights'])
      if (!reply.ok) return reportFailure(reply.error)
      if (reply.value === null) return
      close()
      file.value = reply.value
      await read()
    },
    turn(next) {
      orientation.value = next
      return read()
    },
    arrange(next) {
      order.value = next
      return read()
    },
    async use() {
      const weights = report.value?.weights
      // What else waits for a restart would be applied too, and the file was fitted to the network before it.
      if (!weights || busy || editor.staged.value) return
      busy = true
      editor.edit((experiment) => ({
        ...experiment,
        network: { ...experiment.network, initialization: weights },
      }))
      const reply = await editor.apply()
      busy = false
      if (reply.ok) return close()
      editor.discard()
      error.value = reply.error
    },
    close,
  }
}
