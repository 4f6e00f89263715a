/** Documents that the desktop hands over: arguments, a second start, a double click, recent ones that are gone. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import {
  startElectronStandIn,
  type ElectronStandIn,
  type StandInOptions,
} from './support/electronStandIn/startElectronStandIn'

let folder = ''
let desktop: ElectronStandIn | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chainrule-open-'))
})

afterEach(async () => {
  await desktop?.close()
  desktop = null
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: StandInOptions): Promise<ElectronStandIn> {
  desktop = await startElectronStandIn(options)
  return desktop
}

const writeExperiment = (path: string, name: string): string => {
  writeFileSync(path, JSON.stringify({ ...exampleExperiment, name }))
  return path
}
const title = ({ told }: ElectronStandIn) => told.filter(({ kind }) => kind === 'title').at(-1)?.value
const expectTitle = (standIn: ElectronStandIn, name: string) =>
  expect.poll(() => title(standIn), { timeout: 15_000 }).toBe(`${name} – Chainrule`)
const said = (page: Page) => page.getByRole('alert')
const expectSaid = (page: Page, words: string) =>
  expect
    .poll(() => said(page).allInnerTexts(), { timeout: 15_000 })
    .toStrictEqual([expect.stringContaining(words)])

describe('arguments of the start', () => {
  it('a path relative to the folder of the start, with spaces in it', async () => {
    mkdirSync(join(folder, 'my runs'))
    writeExperiment(join(folder, 'my runs/first run.json'), 'First run')
    await expectTitle(await start({ args: ['my runs/first run.json'], workingFolder: folder }), 'First run')
  })

  it('several, the last of them stays open', async () => {
    const paths = ['One', 'Two'].map((name) => writeExperiment(join(folder, `${name}.json`), name))
    await expectTitle(await start({ args: paths }), 'Two')
  })

  it('one that is not there is said by its name, and the next one opens', async () => {
    const two = writeExperiment(join(folder, 'two.json'), 'Two')
    const standIn = await start({ args: [join(folder, 'gone.chainrule'), two] })
    await expectTitle(standIn, 'Two')
    await expectSaid(standIn.page, 'gone.chainrule: The file is not there any more.')
    expect(await said(standIn.page).innerText()).not.toContain('Save as')
  })

  it('a folder of a document’s name is said to be none', async () => {
    mkdirSync(join(folder, 'folder.chainrule'))
    const { page } = await start({ args: [join(folder, 'folder.chainrule')] })
    await expectSaid(page, 'folder.chainrule: This is a folder, not a file.')
    expect(await said(page).innerText()).toContain('What was open is still open')
  })

  it('a file that is no session is said in the words of files, and the example stays', async () => {
    writeFileSync(join(folder, 'broken.chainrule'), 'no archive')
    const { page } = await start({ args: [join(folder, 'broken.chainrule')] })
    await expect.poll(() => said(page).count(), { timeout: 15_000 }).toBe(1)
    expect(await said(page).innerText()).toContain('broken.chainrule')
    await page.getByText('0.1353').first().waitFor()
  })
})

describe('while it runs', () => {
  it('a second start and a double click come one after the other', async () => {
    const standIn = await start({})
    await standIn.page.getByText('0.1353').first().waitFor()
    writeExperiment(join(folder, 'second start.json'), 'Second start')
    standIn.startSecond(['chainrule', 'second start.json'], folder)
    await expectTitle(standIn, 'Second start')
    standIn.openFile(writeExperiment(join(folder, 'double click.json'), 'Double click'))
    await expectTitle(standIn, 'Double click')
  })

  it('a recent document that is gone is said, and leaves the menu', async () => {
    const path = writeExperiment(join(folder, 'recent.json'), 'Recent')
    const standIn = await start({ args: [path] })
    await expectTitle(standIn, 'Recent')
    expect(standIn.told.filter(({ kind }) => kind === 'systemRecent').at(-1)?.value).toBe(path)
    cpSync(path, join(folder, 'kept.json'))
    rmSync(path)
    standIn.clickMenu('recent.json')
    await expectSaid(standIn.page, 'recent.json: The file is not there any more.')
    const menu = () => JSON.stringify(standIn.told.filter(({ kind }) => kind === 'menu').at(-1)?.value)
    await expect.poll(menu).not.toContain('recent.json')
  })

  it('Clear Recent empties the list of the menu and that of the system', async () => {
    const standIn = await start({ args: [writeExperiment(join(folder, 'recent.json'), 'Recent')] })
    await expectTitle(standIn, 'Recent')
    standIn.clickMenu('Clear Recent')
    const last = (kind: string) => standIn.told.filter((each) => each.kind === kind).at(-1)?.value
    await expect.poll(() => JSON.stringify(last('menu'))).toContain('No recent files')
    expect(last('systemRecent')).toBeNull()
  })
})
