/** The real file system, of which one step fails; steps are counted over calls and open files alike. */
import * as nodeFiles from 'node:fs/promises'
import type { FileSystem } from '../../src-main/durableWrite'

export interface FaultyFiles {
  files: FileSystem
  /** Every step so far, as `open`, `write`, `sync`. */
  steps: string[]
}

export interface Fault {
  /** From 0; null: none fails. */
  step: number | null
  code: string
  /** Whether all later steps fail too, but for removing, which a full disk allows. */
  lasting?: boolean
  /** As on a file system without links. */
  noLinks?: boolean
  /** Most bytes that one write takes. */
  mostBytes?: number
}

export const createFault = (code: string): Error => Object.assign(new Error(`${code}: a path`), { code })

export function createFaultyFiles({ step, code, ...disk }: Fault): FaultyFiles {
  const { lasting = false, noLinks = false, mostBytes = Infinity } = disk
  const steps: string[] = []
  const count = (name: string): void => {
    const at = steps.push(name) - 1
    const fails = step !== null && (at === step || (lasting && at > step && name !== 'rm'))
    if (fails) throw createFault(code)
  }
  const wrapHandle = (handle: nodeFiles.FileHandle): unknown => ({
    async write(bytes: Uint8Array, offset: number, length: number, position: number) {
      count('write')
      return handle.write(bytes, offset, Math.min(length, mostBytes), position)
    },
    /** Whether bytes reached the disk shows only when the machine fails, so that waiting for it tells nothing here. */
    async sync() {
      count('sync')
    },
    async close() {
      // A close that fails has let go of the file all the same.
      await handle.close()
      count('close')
    },
  })
  const call =
    (name: keyof FileSystem) =>
    async (...args: unknown[]): Promise<unknown> => {
      if (name === 'link' && noLinks) throw createFault('EPERM')
      count(name)
      const answer = await (nodeFiles[name] as (...all: unknown[]) => Promise<unknown>)(...args)
      return name === 'open' ? wrapHandle(answer as nodeFiles.FileHandle) : answer
    }
  const names = ['open', 'link', 'copyFile', 'rename', 'rm', 'stat', 'realpath', 'chmod', 'readdir'] as const
  const files = Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as FileSystem
  return { files, steps }
}
