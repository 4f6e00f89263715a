import type { HostErrorCode, HostReply } from '../../../src-main/contract/ipc'

export const fail = (
  code: HostErrorCode,
  message: string,
): { ok: false; error: { code: HostErrorCode; message: string } } => ({
  ok: false,
  error: { code, message },
})

const codes: Record<string, [HostErrorCode, string]> = {
  QuotaExceededError: ['noSpace', 'the browser gives no more room'],
  NotFoundError: ['missing', 'the file is not there'],
  NotAllowedError: ['noAccess', 'the browser does not allow it'],
  SecurityError: ['noAccess', 'the browser does not allow it'],
  NoModificationAllowedError: ['inUse', 'another program holds the file'],
  InvalidStateError: ['changedOnDisk', 'the file was changed by another program'],
  NotReadableError: ['noAccess', 'the file cannot be read'],
}

/** The browser's failures as the host's codes. */
export async function replyOf<Value>(work: () => Promise<Value>): Promise<HostReply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    const [code, message] = codes[name] ?? ['internal', name || 'unexpected failure']
    return fail(code, message)
  }
}
