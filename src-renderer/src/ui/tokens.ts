/** Colour tokens for canvas drawing. CSS has them as `light-dark(…)`; a canvas needs the one in force. */

/** @param name with or without the two hyphens, as in `ink` or `--ink` */
export function readToken(name: string): string {
  const style = getComputedStyle(document.documentElement)
  const value = style.getPropertyValue(name.startsWith('--') ? name : `--${name}`).trim()
  return pickScheme(value, isDark(style.colorScheme))
}

/** `light-dark(a, b)` → `a` or `b`; anything else stays. */
export function pickScheme(value: string, dark: boolean): string {
  const inner = /^light-dark\((.*)\)$/s.exec(value)?.[1]
  if (inner === undefined) return value
  const [light, darkValue] = splitAtTopComma(inner)
  return (dark ? darkValue : light).trim()
}

function splitAtTopComma(text: string): [string, string] {
  let depth = 0
  for (let k = 0; k < text.length; k++) {
    const letter = text[k]
    if (letter === '(') depth++
    else if (letter === ')') depth--
    else if (letter === ',' && depth === 0) return [text.slice(0, k), text.slice(k + 1)]
  }
  return [text, text]
}

function isDark(colorScheme: string): boolean {
  if (colorScheme === 'dark') return true
  return colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches
}
