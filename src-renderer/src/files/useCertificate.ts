/** The certificate of the open run on its way out, and what somebody else's says beside it. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import type { CertificateComparison, RunCertificate } from '../../../src-worker/protocol/certificate'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { Host } from '../host/Host'
import type { Trainer } from '../trainer/trainer'
import type { HostError } from './hostTypes'

/** What became of the last thing that was asked for. */
export type CertificateNotice = { kind: 'copied' } | { kind: 'notCopied' } | { kind: 'saved'; name: string }

export interface Certificate {
  /** Null until it is computed. */
  readonly own: Readonly<ShallowRef<RunCertificate | null>>
  readonly comparison: Readonly<ShallowRef<CertificateComparison | null>>
  readonly error: Readonly<ShallowRef<LabError | null>>
  readonly failure: Readonly<ShallowRef<HostError | null>>
  readonly notice: Readonly<ShallowRef<CertificateNotice | null>>
  /** While it is computed, or compared. */
  readonly busy: Readonly<ShallowRef<boolean>>
  issue(): Promise<void>
  copyCode(): Promise<void>
  save(name: string): Promise<void>
  /** With a code or a certificate as text. */
  compareText(text: string): Promise<void>
  /** With a file that the person chooses. */
  compareFile(): Promise<void>
}

export function createCertificate(trainer: Trainer, host: Host): Certificate {
  const own = shallowRef<RunCertificate | null>(null)
  const comparison = shallowRef<CertificateComparison | null>(null)
  const error = shallowRef<LabError | null>(null)
  const failure = shallowRef<HostError | null>(null)
  const notice = shallowRef<CertificateNotice | null>(null)

  const busy = shallowRef(false)

  function begin(): void {
    busy.value = true
    error.value = failure.value = notice.value = comparison.value = null
  }

  async function compare(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
    begin()
    const reply = await trainer.compareCertificate(bytes, name)
    busy.value = false
    if (!reply.ok) {
      error.value = reply.error
      return
    }
    comparison.value = reply.value
    own.value = reply.value.own
  }

  return {
    own: shallowReadonly(own),
    comparison: shallowReadonly(comparison),
    error: shallowReadonly(error),
    failure: shallowReadonly(failure),
    notice: shallowReadonly(notice),
    busy: shallowReadonly(busy),
    async issue() {
      begin()
      const reply = await trainer.certify()
      busy.value = false
      if (reply.ok) own.value = reply.value
      else error.value = reply.error
    },
    async copyCode() {
      try {
        await navigator.clipboard.writeText(own.value!.code)
        notice.value = { kind: 'copied' }
      } catch {
        // The window has no access to the clipboard: said, and the code can be selected.
        notice.value = { kind: 'notCopied' }
      }
    },
    async save(name) {
      const bytes = new TextEncoder().encode(`${JSON.stringify(own.value, null, 2)}\n`)
      const reply = await host.saveAs(name, 'application/json', bytes)
      failure.value = reply.ok ? null : reply.error
      if (reply.ok && reply.value !== null) notice.value = { kind: 'saved', name: reply.value.name }
    },
    compareText: (text) => compare(new TextEncoder().encode(text), ''),
    async compareFile() {
      const reply = await host.open(['session', 'experiment'])
      if (!reply.ok) failure.value = reply.error
      else if (reply.value !== null) await compare(reply.value.bytes, reply.value.name)
    },
  }
}
