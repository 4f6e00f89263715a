import type { WebContents } from 'electron'
import type { NoticeChannel, Notices } from '../contract/ipc'

/** The one way from the main process to the page. A window that is gone hears nothing. */
export function sendNotice<Channel extends NoticeChannel>(
  contents: Pick<WebContents, 'send' | 'isDestroyed'> | null,
  channel: Channel,
  value: Notices[Channel],
): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(channel, value)
}
