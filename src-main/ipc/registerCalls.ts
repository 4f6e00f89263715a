/** The one wrapper around `ipcMain`: sender, size and shape are checked before a handler runs; failures leave as data. */
import type { IpcMain } from 'electron'
import * as v from 'valibot'
import type { CallChannel, Calls, HostError, HostReply } from '../contract/ipc'
import { replyOf } from '../fileFailure'
import { callSchemas, type CallRule } from './callSchemas'
import { measureBytes } from './measureBytes'
import type { SenderEvent } from './senderCheck'

type Handler<Channel extends CallChannel> = (
  ...args: Parameters<Calls[Channel]>
) => Promise<ReturnType<Calls[Channel]>> | ReturnType<Calls[Channel]>

export type CallHandlers = { [Channel in CallChannel]: Handler<Channel> }

type Guarded<Channel extends CallChannel> = (
  event: SenderEvent,
  ...args: unknown[]
) => Promise<HostReply<ReturnType<Calls[Channel]>>>

const refused = (code: HostError['code'], message: string): { ok: false; error: HostError } => ({
  ok: false,
  error: { code, message },
})

export function guardCall<Channel extends CallChannel>(
  rule: CallRule<Channel>,
  handler: Handler<Channel>,
  isTrusted: (event: SenderEvent) => boolean,
): Guarded<Channel> {
  return async (event, ...args) => {
    if (!isTrusted(event)) return refused('refused', 'this page may not call the desktop')
    if (measureBytes(args) > rule.maxBytes) return refused('tooLarge', 'the message is over its limit')
    const checked = v.safeParse(rule.args, args)
    if (!checked.success) return refused('badRequest', 'the message does not have its shape')
    return replyOf<ReturnType<Calls[Channel]>>(() => handler(...checked.output))
  }
}

/** Registers every channel of the contract. @param onFailure hears of each call that was refused or failed */
export function registerCalls(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: CallHandlers,
  isTrusted: (event: SenderEvent) => boolean,
  onFailure: (channel: CallChannel, error: HostError) => void = () => undefined,
): void {
  const register = <Channel extends CallChannel>(channel: Channel): void => {
    const guarded = guardCall<Channel>(callSchemas[channel], handlers[channel], isTrusted)
    ipcMain.handle(channel, async (event: SenderEvent, ...args: unknown[]) => {
      const reply = await guarded(event, ...args)
      if (!reply.ok) onFailure(channel, reply.error)
      return reply
    })
  }
  for (const channel of Object.keys(callSchemas) as CallChannel[]) register(channel)
}
