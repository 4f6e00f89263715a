/** What the window loads before it can be used has a limit; fonts and data sets are not counted, workers run beside it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '../../out/renderer')
const limitBytes = 350_000

const page = readFileSync(join(renderer, 'index.html'), 'utf8')

/** Files that the page names, and what these import before they run; a late import is a call and has no `from`. */
function listStart(): string[] {
  const found = new Set<string>()
  const waiting = [...page.matchAll(/(?:src|href)="\.?\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path!)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    if (!path.endsWith('.js')) continue
    const text = readFileSync(join(renderer, path), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) waiting.push(`assets/${name}`)
  }
  return [...found]
}

it('the page starts with at most 350 kB, compressed', () => {
  const files = listStart()
  expect(files.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(2)
  expect(files.filter((path) => path.endsWith('.css')).length).toBeGreaterThan(0)
  const sizes = files.map((path) => gzipSync(readFileSync(join(renderer, path)), { level: 9 }).length)
  const total = sizes.reduce((sum, size) => sum + size, gzipSync(page).length)
  expect(total).toBeLessThanOrEqual(limitBytes)
  // One that found nothing would pass.
  expect(total).toBeGreaterThan(limitBytes / 2)
})
