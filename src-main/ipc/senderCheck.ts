/** Who may call: a known window, its main frame, the application's own page. A frame that is gone is nobody. */
import type { IpcMainInvokeEvent } from 'electron'
import { isOwnUrl, type PageSource } from '../origin'

export type SenderEvent = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** `windowIds` are the ids of the web contents that the main process made for its windows. */
export function isTrustedSender(
  event: SenderEvent,
  windowIds: ReadonlySet<number>,
  source: PageSource,
): boolean {
  const frame = event.senderFrame
  if (frame === null || frame === undefined) return false
  if (!windowIds.has(event.sender.id) || frame.parent !== null) return false
  return isOwnUrl(frame.url, source)
}
