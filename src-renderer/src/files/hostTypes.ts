/** Names for what the host answers, as this feature uses it. */
import type { Host } from '../host/Host'

type Answer<Name extends 'open' | 'saveAs' | 'listRecent' | 'listAutosaves' | 'takeFailure'> = Awaited<
  ReturnType<Host[Name]>
>
type ValueOf<Reply> = Extract<Reply, { ok: true }> extends { value: infer Value } ? Value : never

export type HostError = Extract<Answer<'listRecent'>, { ok: false }>['error']
/** What the person is told; `opening` when a file was asked for, and what is open stays as it was. */
export type FileFailure = HostError & { opening?: boolean }
export type HostErrorCode = HostError['code']
export type RecentDocument = ValueOf<Answer<'listRecent'>>[number]
export type AutosaveSummary = ValueOf<Answer<'listAutosaves'>>[number]
export type PageFailure = NonNullable<ValueOf<Answer<'takeFailure'>>>
export type MenuCommand = Parameters<Parameters<Host['onMenuCommand']>[0]>[0]

export interface IncomingFile {
  /** Null for a dropped file: it is saved under a new name. */
  id: string | null
  name: string
  bytes: Uint8Array<ArrayBuffer>
}
