/** What the file system says, as one of the host's codes. */
import type { HostError, HostErrorCode, HostReply } from './contract/ipc'

/** Thrown inside the main process for an expected failure; the IPC wrapper turns it into data. */
export class HostFailure extends Error {
  constructor(
    readonly code: HostErrorCode,
    message: string,
    /** Name without its folder. */
    readonly file?: string,
  ) {
    super(message)
    this.name = 'HostFailure'
  }
}

const codes: Record<string, [HostErrorCode, string]> = {
  ENOENT: ['missing', 'the file or its folder is not there'],
  ENOTDIR: ['missing', 'a folder of the path is a file'],
  ENOSPC: ['noSpace', 'the disk is full'],
  EDQUOT: ['noSpace', 'the quota is used up'],
  EFBIG: ['noSpace', 'the file system takes no file of this size'],
  EACCES: ['noAccess', 'access is denied'],
  EPERM: ['noAccess', 'the operation is not permitted'],
  EISDIR: ['noAccess', 'there is a folder of this name'],
  EROFS: ['readOnly', 'the disk is read-only'],
  EBUSY: ['inUse', 'another program holds the file'],
  ETXTBSY: ['inUse', 'another program holds the file'],
}

/** The error's code, empty for what is not a system error. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Node's own message names the path, so it is not passed on. */
export function describeFailure(error: unknown): HostError {
  if (error instanceof HostFailure) {
    const { code, message, file } = error
    return file === undefined ? { code, message } : { code, message, file }
  }
  const known = codes[systemCode(error)]
  if (known !== undefined) return { code: known[0], message: known[1] }
  return { code: 'internal', message: systemCode(error) || 'unexpected failure' }
}

/** Turns the expected failures of `work`, and unexpected ones as `internal`, into a value. */
export async function replyOf<Value>(work: () => Promise<Value> | Value): Promise<HostReply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error: describeFailure(error) }
  }
}
