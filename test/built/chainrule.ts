/** The built command line, as a person calls it: real files, real exit codes. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const root = fileURLToPath(new URL('../../', import.meta.url))
/** A folder of the test file's own, removed at its end. */
export const folder = mkdtempSync(join(tmpdir(), 'chainrule-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

export interface Ended {
  code: number
  out: string
  err: string
}

export const chainrule = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src-main/cli/chainrule.mjs', ...args],
      { cwd: root, maxBuffer: 1e8 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      },
    )
  })

export function write(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

export const experiment = (name: string): string => join(root, 'resources/experiments', `${name}.json`)
