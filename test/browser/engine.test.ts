/** The fast engine in Chromium: the same bits as in Node, with memory that threads share and without. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembly } from '../../src-main/build/compileAssembly'
import { launchChromium } from './support/chromium'
import type { EngineDigests } from './support/engineDigests'

const expected = JSON.parse(
  readFileSync(new URL('../worker/engine/digests.json', import.meta.url), 'utf8'),
) as Record<string, string>

let browser: Browser
let script: string

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [assembly()],
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('./support/engineDigests.ts', import.meta.url)),
        formats: ['iife'],
        name: 'engineDigests',
      },
    },
  })) as Rolldown.RolldownOutput[]
  script = built[0]!.output[0].code
  browser = await launchChromium()
})
afterAll(() => browser.close())

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

it.each([
  ['with memory that threads share', isolation, true],
  ['without', {}, false],
] as const)('trains every case to the bits of digests.json, %s', async (_name, headers, shares) => {
  const page = await browser.newPage()
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', headers, body: '<p>' }))
  await page.goto('http://localhost/')
  await page.addScriptTag({ content: script })
  const found = await page.evaluate<EngineDigests>('engineDigests.compute()')
  expect(found.digests).toEqual(expected)
  expect(found.sharesMemory).toBe(shares)
  await page.close()
})
