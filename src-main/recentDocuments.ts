/** The last ten documents, newest first, by opaque ids that end with the process. */
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import type { App } from 'electron'
import * as v from 'valibot'
import type { RecentDocument } from './contract/ipc'
import { HostFailure } from './fileFailure'
import { loadStoredJson } from './storedJson'

const longestList = 10

const schema = v.pipe(
  v.array(v.strictObject({ path: v.string(), openedAt: v.pipe(v.number(), v.finite()) })),
  v.maxLength(longestList),
)

export interface RecentDocuments {
  list(): RecentDocument[]
  /** @throws HostFailure `unknownDocument` */
  pathOf(id: string): string
  add(path: string): Promise<void>
  remove(path: string): Promise<void>
  clear(): Promise<void>
}

/** @param system the desktop's own list: the Dock's menu, the jump list */
export function loadRecentDocuments(
  folder: string,
  system?: Pick<App, 'addRecentDocument' | 'clearRecentDocuments'>,
): RecentDocuments {
  const stored = loadStoredJson(join(folder, 'recent.json'), schema, [])
  const ids = new Map<string, string>()
  const idOf = (path: string): string => {
    const id = ids.get(path) ?? randomUUID()
    ids.set(path, id)
    return id
  }
  const without = (path: string): { path: string; openedAt: number }[] =>
    stored.get().filter((entry) => entry.path !== path)
  return {
    list: () =>
      stored.get().map(({ path, openedAt }) => ({ id: idOf(path), name: basename(path), openedAt })),
    pathOf: (id) => {
      const found = stored.get().find((entry) => ids.get(entry.path) === id)
      if (found === undefined) throw new HostFailure('unknownDocument', 'no recent document has this id')
      return found.path
    },
    add: (path) => {
      system?.addRecentDocument(path)
      return stored.set([{ path, openedAt: Date.now() }, ...without(path)].slice(0, longestList))
    },
    remove: (path) => stored.set(without(path)),
    clear: () => {
      system?.clearRecentDocuments()
      return stored.set([])
    },
  }
}
