/** The colours of runs can be told from the ground in both themes, and each is its own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lookOfRun } from '../../../../src-renderer/src/runs/runLook'

const css = readFileSync(join(import.meta.dirname, '../../../../src-renderer/src/styles/tokens.css'), 'utf8')
const colourOf = (token: string, scheme: 'light' | 'dark'): string => {
  const [, light, dark] = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)!
  return scheme === 'light' ? light! : dark!
}

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each(['light', 'dark'] as const)('the twelve colours of runs, %s', (scheme) => {
  const tokens = Array.from({ length: 12 }, (_, k) => lookOfRun(k + 1).token)

  it('have a contrast of 3 and more with stage and chrome', () => {
    for (const token of tokens) {
      for (const ground of ['stage', 'chrome']) {
        const found = contrast(colourOf(token, scheme), colourOf(ground, scheme))
        expect([token, ground, found >= 3]).toEqual([token, ground, true])
      }
    }
  })

  it('are all different', () => {
    expect(new Set(tokens.map((token) => colourOf(token, scheme))).size).toBe(12)
  })
})
