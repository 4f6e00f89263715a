/** Programs run by Python, where it is installed with what they need. */
import { execFile, execFileSync } from 'node:child_process'

export interface Ended {
  code: number
  out: string
  err: string
}

export function run(program: string, args: readonly string[], folder: string, input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd: folder, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
    // A program that reads nothing may have ended by now.
    child.stdin!.on('error', () => undefined)
    child.stdin!.end(input)
  })
}

/** A Python that has these modules; null where there is none. */
export function findPython(...modules: string[]): string | null {
  const has = (python: string): boolean => {
    try {
      execFileSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return ['python3', '/usr/bin/python3'].find(has) ?? null
}

/** What a program prints on standard output. @throws Error with what it says on standard error. */
export async function runWell(
  program: string,
  args: readonly string[],
  folder: string,
  input = '',
): Promise<string> {
  const { code, out, err } = await run(program, args, folder, input)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${err}`)
  return out
}
