/** Documents that the desktop asks to open: a double click, the command line, a second start. One queue, taken by the page. */
import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The documents among the arguments of a start; Linux desktops hand over `file:` addresses. Flags, the application's own
 * folder and other files are left out.
 */
export function findDocumentsInArguments(args: readonly string[], folder: string): string[] {
  return args
    .filter((arg) => !arg.startsWith('-'))
    .flatMap(readFileAddress)
    .filter(isDocumentName)
    .map((path) => resolve(folder, path))
}

/** None for an address of another machine, or one that is no path. */
function readFileAddress(arg: string): string[] {
  if (!/^file:/i.test(arg)) return [arg]
  try {
    return [fileURLToPath(arg)]
  } catch {
    return []
  }
}

export const isDocumentName = (path: string): boolean =>
  ['.chainrule', '.json'].includes(extname(path).toLowerCase())

export interface OpenRequests {
  add(paths: readonly string[]): void
  /** The oldest waiting path; undefined when none waits. */
  take(): string | undefined
  onAdded(listener: () => void): void
}

export function createOpenRequests(): OpenRequests {
  const waiting: string[] = []
  let listener = (): void => undefined
  return {
    add: (paths) => {
      if (paths.length === 0) return
      waiting.push(...paths)
      listener()
    },
    take: () => waiting.shift(),
    onAdded: (next) => {
      listener = next
    },
  }
}
