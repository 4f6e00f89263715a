/** What the window runs on. */

export interface Runtime {
  /** As `Chromium 140.0`, with Electron's version before it where there is one. */
  runtime: string
  /** As the browser counts them. */
  cores: number
  /** Whether threads can share memory: without, the engine has one. */
  sharesMemory: boolean
}

export const readRuntime = (): Runtime => ({
  runtime: nameRuntime(navigator.userAgent),
  cores: navigator.hardwareConcurrency,
  sharesMemory: globalThis.crossOriginIsolated === true,
})

/** The whole text where it names neither. Pure. */
export function nameRuntime(userAgent: string): string {
  const named = [
    ['Electron', /Electron\/([\d.]+)/.exec(userAgent)],
    ['Chromium', /Chrom(?:e|ium)\/([\d.]+)/.exec(userAgent)],
    ['Firefox', /Firefox\/([\d.]+)/.exec(userAgent)],
  ] as const
  const parts = named.flatMap(([name, found]) => (found === null ? [] : [`${name} ${found[1]}`]))
  return parts.length === 0 ? userAgent : parts.join(', ')
}
