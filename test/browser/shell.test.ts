/** The built lab in Chromium behind the headers it is shipped with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

type Attack = [name: string, directive: string, attack: () => unknown]

/** Each runs in the page. */
const attacks: Attack[] = [
  [
    'text that becomes a script',
    'require-trusted-types-for',
    () => {
      const script = document.createElement('script')
      script.append('attacked = true')
      document.documentElement.append(script)
    },
  ],
  [
    'text that becomes elements',
    'require-trusted-types-for',
    () => (document.createElement('p').innerHTML = '<b>'),
  ],
  ['text that is run later', 'require-trusted-types-for', () => setTimeout('attacked = true', 0)],
  ['a bare worker', 'require-trusted-types-for', () => new Worker('/assets/none.js')],
  [
    'a policy by another name',
    'trusted-types',
    () => Reflect.get(window, 'trustedTypes').createPolicy('other', {}),
  ],
  [
    'a style sheet in the page',
    'style-src-elem',
    () => {
      const style = document.createElement('style')
      style.append('p { color: red }')
      document.head.append(style)
    },
  ],
  ['an inline style', 'style-src-attr', () => document.body.setAttribute('style', 'color: red')],
  ['an image from elsewhere', 'img-src', () => (new Image().src = 'http://127.0.0.1:9/pixel.png')],
  ['a connection to elsewhere', 'connect-src', () => fetch('http://127.0.0.1:9/').catch(() => null)],
  [
    'a frame',
    'frame-src',
    () => {
      const frame = document.createElement('iframe')
      frame.src = 'http://127.0.0.1:9/'
      document.documentElement.append(frame)
    },
  ],
  [
    'a form that leaves',
    'form-action',
    () => {
      const form = document.createElement('form')
      form.action = 'http://127.0.0.1:9/'
      document.documentElement.append(form)
      form.submit()
    },
  ],
  [
    'another base',
    'base-uri',
    () => {
      const base = document.createElement('base')
      base.href = 'http://127.0.0.1:9/'
      document.head.append(base)
    },
  ],
]

/**
 * Run where the lab has not used up the name of its policy yet: in a style sheet shown by itself.
 * A policy of that name lets everything pass there, so that `script-src` and `worker-src` are what is left.
 */
const trustedAttacks: Attack[] = [
  [
    'an inline script',
    'script-src-elem',
    () => {
      const script = document.createElement('script')
      script.text = Reflect.get(window, 'permissive').createScript('attacked = true')
      document.documentElement.append(script)
    },
  ],
  [
    'eval',
    'script-src',
    () => Reflect.get(window, 'eval')(Reflect.get(window, 'permissive').createScript('attacked = true')),
  ],
  [
    'a script from elsewhere',
    'script-src-elem',
    () => {
      const script = document.createElement('script')
      script.src = Reflect.get(window, 'permissive').createScriptURL('http://127.0.0.1:9/script.js')
      document.documentElement.append(script)
    },
  ],
  [
    'a worker from a blob',
    'worker-src',
    () => {
      const url = URL.createObjectURL(new Blob(['']))
      return new Worker(Reflect.get(window, 'permissive').createScriptURL(url))
    },
  ],
]

async function expectBlocked(lab: OpenLab, directive: string, attack: () => unknown): Promise<void> {
  lab.violations.policy.length = 0
  // Some throw as well as they are reported; what they return cannot cross.
  await lab.page.evaluate(`{ try { void (${String(attack)})() } catch {} }`)
  await expect.poll(() => lab.violations.policy.join('\n'), { timeout: 5000 }).toContain(directive)
  expect(await lab.page.evaluate(() => 'attacked' in window)).toBe(false)
}

describe('what the policy blocks', () => {
  let lab: OpenLab

  beforeAll(async () => {
    lab = await openLab()
  })

  afterAll(() => lab.close())

  it.each(attacks)('%s', (_name, directive, attack) => expectBlocked(lab, directive, attack))
})

describe('what it blocks when a trusted policy lets everything pass', () => {
  let lab: OpenLab

  beforeAll(async () => {
    lab = await openLab({ path: `/${Object.keys(manifest).find((name) => name.endsWith('.css'))}` })
    await lab.page.evaluate(() => {
      const pass = (text: string): string => text
      const policy = { createHTML: pass, createScript: pass, createScriptURL: pass }
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(...args: unknown[]): object }
      }
      Reflect.set(window, 'permissive', trustedTypes.createPolicy('chainrule-worker', policy))
    })
  })

  afterAll(() => lab.close())

  it.each(trustedAttacks)('%s', (_name, directive, attack) => expectBlocked(lab, directive, attack))
})
