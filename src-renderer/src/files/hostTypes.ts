/** Names for what the host answers, as this feature uses it. */
import type { Host } from '../host/Host'

type Answer<Name extends 'open' | 'saveAs' | 'listRecent' | 'listAutosaves'> = Awaited<ReturnType<Host[Name]>>
type ValueOf<Reply> = Extract<Reply, { ok: true }> extends { value: infer Value } ? Value : never

export type HostError = Extract<Answer<'listRecent'>, { ok: false }>['error']
export type HostErrorCode = HostError['code']
export type RecentDocument = ValueOf<Answer<'listRecent'>>[number]
export type AutosaveSummary = ValueOf<Answer<'listAutosaves'>>[number]
export type MenuCommand = Parameters<Parameters<Host['onMenuCommand']>[0]>[0]

export interface IncomingFile {
  /** Null for a dropped file: it is saved under a new name. */
  id: string | null
  name: string
  bytes: Uint8Array<ArrayBuffer>
}
