/** Tables that reach the window from anywhere (a drop, the open dialog) wait here for the data view. */
import { ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'

export interface TableFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface TableInbox {
  /** The table that waits; whoever takes it sets null. */
  readonly waiting: ShallowRef<TableFile | null>
  /** Counts the documents a person opened: what was on its way into the one before goes with it. */
  readonly documents: Ref<number>
}

/** Hands a table to the data view and shows it. */
export type OpenTable = (table: TableFile) => void

export const openTableKey: InjectionKey<OpenTable> = Symbol('open table')
export const tableInboxKey: InjectionKey<TableInbox> = Symbol('table inbox')

export const createTableInbox = (): TableInbox => ({ waiting: shallowRef(null), documents: ref(0) })
