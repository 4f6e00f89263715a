/**
 * The application's own log, on this machine alone: what happened to the window, the processes and the files, never what
 * is in them. Paths are reduced to the names of files. Five files of at most 1 MiB; the oldest goes.
 */
import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from './fileFailure'
import { createWorkQueue } from './workQueue'

export type LogLevel = 'info' | 'warning' | 'error'
export type LogFacts = Record<string, string | number | boolean | null>

export interface Log {
  /** One line; a log that cannot be written is no reason to fail. @param area what it is about, one word */
  write(level: LogLevel, area: string, event: string, facts?: LogFacts): void
  /** The newest lines, oldest of them first, also of the file before. */
  readLast(lines: number): Promise<string[]>
  /** Settles when all lines so far are in the file. */
  flush(): Promise<void>
}

export interface LogOptions {
  /** @default 1 MiB */
  maxBytes?: number
  /** @default 5 */
  files?: number
  now?: () => Date
}

const longestLine = 4000
const name = 'chainrule'

export function createLog(folder: string, options: LogOptions = {}): Log {
  const { maxBytes = 1024 * 1024, files = 5, now = () => new Date() } = options
  const queue = createWorkQueue()
  const pathOf = (age: number): string => join(folder, age === 0 ? `${name}.log` : `${name}.${age}.log`)
  const append = async (line: string): Promise<void> => {
    await mkdir(folder, { recursive: true })
    const bytes = Buffer.byteLength(line)
    if ((await readSize(pathOf(0))) + bytes > maxBytes) await rotate(pathOf, files)
    await appendFile(pathOf(0), line)
  }
  return {
    write: (level, area, event, facts = {}) => {
      const line = formatLine(now(), level, area, event, facts)
      void queue(() => append(line)).catch(() => undefined)
    },
    readLast: (lines) =>
      queue(async () => {
        const texts = await Promise.all([1, 0].map((age) => readText(pathOf(age))))
        return texts
          .join('')
          .split('\n')
          .filter((line) => line !== '')
          .slice(-lines)
      }),
    flush: () => queue(() => Promise.resolve()),
  }
}

/** The file of age 0 becomes that of age 1, and so on; the oldest goes. */
async function rotate(pathOf: (age: number) => string, files: number): Promise<void> {
  await rm(pathOf(files - 1), { force: true })
  for (let age = files - 2; age >= 0; age--) {
    await rename(pathOf(age), pathOf(age + 1)).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
  }
}

const readSize = async (path: string): Promise<number> => (await stat(path).catch(() => ({ size: 0 }))).size

const readText = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

/** `2026-11-26T07:03:06.000Z error window gone reason="crashed"` */
function formatLine(at: Date, level: LogLevel, area: string, event: string, facts: LogFacts): string {
  const words = Object.entries(facts).map(([fact, value]) => `${fact}=${JSON.stringify(clean(value))}`)
  return `${[at.toISOString(), level, area, clean(event), ...words].join(' ').slice(0, longestLine)}\n`
}

const clean = <Value>(value: Value): Value | string =>
  typeof value === 'string' ? reducePaths(value).replace(/\s*\n\s*/g, ' | ') : value

/**
 * Every absolute path in a text becomes the name of its file. A path may hold spaces, so that it is taken to reach to the
 * last separator before a quote, a bracket or the end of the line: rather a word too few than a folder of the person's.
 */
export const reducePaths = (text: string): string =>
  text
    .replace(/(?:\bfile:\/\/|\b[A-Za-z]:[\\/]|\\\\|(?<=^|[\s"'`([{<>=:,;|])[/~])[^\n"'`()<>|*?]*[\\/]/gm, '')
    .replace(/(?<=^|[\s"'`([{<>=:,;|])[/~](?=[^\s/])/gm, '')

/** What an error says of itself, for the log. */
export function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error }
  return { error: error.name, code: systemCode(error) || null, stack: error.stack ?? error.message }
}
