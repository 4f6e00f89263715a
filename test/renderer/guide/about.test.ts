// @vitest-environment happy-dom
/** What the lab says of itself: its version, and the licence of every package and set that is part of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { readLicences } from '../../../src-main/build/licences'
import AboutDialog from '../../../src-renderer/src/guide/AboutDialog.vue'
import { readDataCredits } from '../../../src-renderer/src/guide/dataCredits'
import { nameRuntime } from '../../../src-renderer/src/guide/readRuntime'
import { hostKey } from '../../../src-renderer/src/host/Host'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../src-renderer/src/i18n/loadGuideTexts'
import { bundledNames } from '../../../src-worker/spec/names'

const root = process.cwd()

it('every production dependency is listed with its version, an SPDX name and its text', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const licences = readLicences(root)
  const found = Object.fromEntries(licences.map(({ name, version }) => [name, version]))
  expect(found).toMatchObject(dependencies)
  expect(Object.keys(found)).toEqual(
    expect.arrayContaining(['@vue/runtime-dom', '@kurkle/color', 'assemblyscript']),
  )
  expect(Object.keys(found)).not.toContain('commander')
  const unclear = licences.filter(
    ({ licence, text }) =>
      !/^(MIT|Apache-2\.0|OFL-1\.1|BSD-\d-Clause|ISC)$/.test(licence) || text.length < 300,
  )
  expect(unclear.map(({ name }) => name)).toEqual([])
})

it('every bundled set has origin, DOI and licence', () => {
  const data = readDataCredits(readFileSync(join(root, 'resources/datasets/README.md'), 'utf8'))
  expect(data.map(({ file }) => file.replace('.csv', '')).sort()).toEqual([...bundledNames].sort())
  expect(data.map(({ licence }) => licence)).toEqual(['CC BY 4.0', 'CC BY 4.0', 'CC0', 'CC BY 4.0'])
  expect(data.every(({ doi }) => /^10\.\d{4,}\//.test(doi))).toBe(true)
})

it('names what it runs on', () => {
  const electron = 'Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/144.0.1 Electron/45.4.1 Safari/537.36'
  expect(nameRuntime(electron)).toBe('Electron 45.4.1, Chromium 144.0.1')
  expect(nameRuntime('Something else')).toBe('Something else')
})

it('the dialog shows the host’s version, and the text of a licence folded', async () => {
  await loadGuideTexts()
  const about = mount(AboutDialog, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [hostKey as symbol]: { version: '1.2.3' } } },
  })
  expect(about.get('.facts').text()).toContain('1.2.3')
  const vue = about.findAll('details').find((one) => one.get('.name').text() === 'vue')!
  expect(vue.get('summary').text()).toContain('MIT')
  expect(vue.get('pre').text()).toContain('Permission is hereby granted')
  expect(about.findAll('.credit')).toHaveLength(4)
  about.unmount()
})
