/** Tables that reach the window from anywhere (a drop, the open dialog) wait here for the data view. */
import { shallowRef, type InjectionKey, type ShallowRef } from 'vue'

export interface TableFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface TableInbox {
  /** The table that waits; whoever takes it sets null. */
  readonly waiting: ShallowRef<TableFile | null>
}

/** Hands a table to the data view and shows it. */
export type OpenTable = (table: TableFile) => void

export const openTableKey: InjectionKey<OpenTable> = Symbol('open table')
export const tableInboxKey: InjectionKey<TableInbox> = Symbol('table inbox')

export const createTableInbox = (): TableInbox => ({ waiting: shallowRef(null) })
