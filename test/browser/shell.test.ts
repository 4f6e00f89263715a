/** The built lab in Chromium behind the headers it is shipped with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Manifest } from '../../src-main/contract/manifest'
import { openLab, type OpenLab } from './support/lab'

const manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../out/renderer/manifest.json'), 'utf8'),
) as Manifest

const none = { console: [], page: [], policy: [], foreign: [] }

describe('the page as it is shipped', () => {
  let lab: OpenLab

  beforeAll(async () => {
    lab = await openLab()
    await lab.page.locator('#app > *').first().waitFor()
  })

  afterAll(() => lab.close())

  it('starts without an error, a violation or a request to anywhere else', async () => {
    await lab.page.waitForTimeout(1000)
    expect(lab.violations).toStrictEqual(none)
  })

  it('is isolated across origins and has nothing of Node or Electron', async () => {
    const found = await lab.page.evaluate(() => ({
      isolated: crossOriginIsolated,
      secure: isSecureContext,
      names: ['require', 'process', 'module', 'Buffer', 'electron', 'lab'].filter((name) => name in window),
    }))
    expect(found).toStrictEqual({ isolated: true, secure: true, names: [] })
  })

  it('serves every file of the manifest, and no other', async () => {
    const ask = (name: string): Promise<number> =>
      fetch(`${lab.url}/${name}`, { method: 'HEAD' }).then(({ status }) => status)
    const names = Object.keys(manifest)
    expect(names).toContain('index.html')
    for (const name of names) expect([name, await ask(name)]).toStrictEqual([name, 200])
    const others = ['manifest.json', '../main/index.js', 'package.json', 'assets', 'src/main.ts']
    for (const name of others) expect([name, (await ask(name)) >= 400]).toStrictEqual([name, true])
  })
})

describe('what the policy blocks', () => {
  const attacks: [string, string, (page: Page) => Promise<unknown>][] = [
    [
      'an inline script',
      'script-src-elem',
      (page) =>
        page.evaluate(() => {
          const script = document.createElement('script')
          script.append('window.attacked = true')
          document.head.append(script)
        }),
    ],
    ['eval', 'script-src', (page) => page.evaluate(() => setTimeout('window.attacked = true', 0))],
    [
      'an inline style',
      'style-src-attr',
      (page) => page.evaluate(() => document.body.setAttribute('style', 'color: red')),
    ],
    [
      'an image from elsewhere',
      'img-src',
      (page) => page.evaluate(() => void (new Image().src = 'http://127.0.0.1:9/pixel.png')),
    ],
    [
      'a connection to elsewhere',
      'connect-src',
      (page) => page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => null)),
    ],
    [
      'a frame',
      'frame-src',
      (page) =>
        page.evaluate(() => {
          const frame = document.createElement('iframe')
          frame.src = 'http://127.0.0.1:9/'
          document.body.append(frame)
        }),
    ],
    [
      'text that becomes elements',
      'require-trusted-types-for',
      (page) =>
        page.evaluate(() => {
          try {
            document.createElement('p').innerHTML = '<b>bold</b>'
          } catch {
            // The browser throws as well as it reports.
          }
        }),
    ],
    [
      'a policy by another name',
      'trusted-types',
      (page) =>
        page.evaluate(() => {
          const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string): void } }
          try {
            trustedTypes.createPolicy('anything')
          } catch {
            // The browser throws as well as it reports.
          }
        }),
    ],
  ]

  it.each(attacks)('%s', async (_name, directive, attack) => {
    const lab = await openLab()
    await attack(lab.page)
    await expect.poll(() => lab.violations.policy.join('\n'), { timeout: 5000 }).toContain(directive)
    expect(await lab.page.evaluate(() => 'attacked' in window)).toBe(false)
    await lab.close()
  })
})
