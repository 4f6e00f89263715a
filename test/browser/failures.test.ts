/**
 * Worker and page killed during training, and disks that are full: what people are told, what was kept, and that a run
 * that goes on comes to the numbers of one that nothing happened to.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Page, Worker } from 'playwright-core'
import type { SessionDocument } from '../../src-worker/files/sessionDocument'
import { readSession } from '../../src-worker/files/sessionReader'
import { createRun } from '../../src-worker/session/openRun'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { pressPause, pressRun, readSettledUpdate, setField, waitForUpdate } from './support/actions'
import { openLab, type OpenLab } from './support/lab'

vi.setConfig({ testTimeout: 150_000 })

let lab: OpenLab | null = null
const folder = mkdtempSync(join(tmpdir(), 'chainrule-failures-'))
afterEach(async () => {
  await lab?.close()
  lab = null
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const said = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })

/** The trainer's worker; one that was ended is gone from the list a moment later. */
async function findWorker(page: Page): Promise<Worker> {
  const find = () => page.workers().filter((worker) => /\/worker-[^/]+\.js$/.test(worker.url()))
  await expect.poll(() => find().length, { timeout: 20_000 }).toBe(1)
  return find()[0]!
}

/** Nobody waits for the answer: it may never come. */
const plant = async (page: Page, fault: () => unknown): Promise<void> => {
  const worker = await findWorker(page)
  worker.evaluate(fault).catch(() => undefined)
}

/** The latest update that a recovery copy holds; a copy begins with a line that says so. */
const findCopied = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const copies = await root.getDirectoryHandle('autosave', { create: true })
    let latest = -1
    for await (const handle of copies.values()) {
      if (!(handle instanceof FileSystemFileHandle)) continue
      const [line = ''] = (await (await handle.getFile()).text()).split('\n', 1)
      if (line === '') continue
      const { update } = JSON.parse(line) as { update: number }
      latest = Math.max(latest, update)
    }
    return latest
  })

/** In 32 bit, which has the same bits in Chromium and here; without an end. */
const experiment = {
  ...exampleExperiment,
  name: 'Endless',
  training: { ...exampleExperiment.training, precision: 'float32' as const, stop: {} },
}

/** In place of the example, which ends after 1,000 updates. */
async function openEndless(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await button(page, 'File').click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
  const buffer = Buffer.from(JSON.stringify(experiment))
  await (await choosing).setFiles({ name: 'endless.json', mimeType: 'application/json', buffer })
  await button(page, 'Endless').waitFor()
}

async function train(page: Page): Promise<void> {
  await pressRun(page)
  await waitForUpdate(page, 1500)
}

/** Trains, pauses, which keeps a copy, and trains on. @returns the update of the copy */
async function trainPastCopy(page: Page): Promise<number> {
  await openEndless(page)
  await train(page)
  await pressPause(page)
  const kept = await readSettledUpdate(page)
  await expect.poll(() => findCopied(page), { timeout: 20_000 }).toBe(kept)
  await pressRun(page)
  await waitForUpdate(page, kept + 500)
  return kept
}

async function exportSession(page: Page): Promise<SessionDocument> {
  const download = page.waitForEvent('download')
  await button(page, 'Export').click()
  await page.getByRole('menuitem', { name: 'Session, .chainrule' }).click()
  return readDocument(await (await download).path())
}

async function readDocument(path: string): Promise<SessionDocument> {
  const read = await readSession(new Uint8Array(readFileSync(path)), 'x.chainrule')
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

/** All that updates make: parameters, optimizer, order of the samples, history. Times and evaluations are not theirs. */
function numbersOf({ update, samples, initial, current, optimizer, order, history }: SessionDocument) {
  const { seconds: _, evaluation: _evaluation, ...columns } = history
  return { update, samples, initial, current, optimizer, order, columns }
}

/** The same experiment, undisturbed, outside of the window. */
function trainUndisturbed(updates: number): SessionDocument {
  const created = createRun(experiment, [], { now: () => 0, assistants: null })
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  const run = created.value
  run.start()
  run.advance(updates, Infinity)
  run.pause()
  return run.toDocument()
}

async function expectUndisturbed(page: Page): Promise<number> {
  const document = await exportSession(page)
  expect(document.update).toBeGreaterThan(0)
  expect(numbersOf(document)).toEqual(numbersOf(trainUndisturbed(document.update)))
  return document.update
}

/** The update that the strip names, after the press that goes on, and the numbers some way further. */
async function expectGoesOn(page: Page, from: number): Promise<void> {
  await waitForUpdate(page, from + 2000)
  await pressPause(page)
  await readSettledUpdate(page)
  expect(await expectUndisturbed(page)).toBeGreaterThan(from)
}

async function readTakenUp(page: Page, title: string): Promise<number> {
  const strip = said(page, title)
  await strip.waitFor({ timeout: 30_000 })
  const found = /taken up at update ([\d,]+)/.exec(await strip.innerText())
  return Number(found?.[1]?.replaceAll(',', ''))
}

const dies = 'The trainer ended unexpectedly and was started again.'
const hangs = 'The trainer has not answered for 5 seconds.'

/** Run in the worker: they may use nothing from outside of themselves. */
const throwLater = (): void => {
  setTimeout((): void => {
    throw new Error('planted')
  })
}
const rejectUnheard = (): void => {
  void Promise.reject(new Error('planted'))
}

describe('a worker that dies during training', () => {
  it.each([
    ['by an error that nobody caught', throwLater],
    ['by a promise that nobody heard', rejectUnheard],
  ] as const)('%s comes back as it was kept, and goes on with one press', async (_, fault) => {
    lab = await openLab()
    const { page } = lab
    const kept = await trainPastCopy(page)
    await plant(page, fault)
    const takenUp = await readTakenUp(page, dies)
    expect(takenUp).toBeGreaterThanOrEqual(kept)
    expect(await expectUndisturbed(page)).toBe(takenUp)
    await button(page, 'Go on').click()
    expect(await said(page, dies).count()).toBe(0)
    await expectGoesOn(page, takenUp)
    expect([lab.violations.policy, lab.violations.foreign]).toEqual([[], []])
  })

  it('by a buffer that no memory holds says so, and what to do', async () => {
    lab = await openLab()
    const { page } = lab
    const kept = await trainPastCopy(page)
    await plant(page, () => void setTimeout(() => new ArrayBuffer(2 ** 45)))
    const title = 'The trainer ran out of memory and was started again.'
    expect(await readTakenUp(page, title)).toBeGreaterThanOrEqual(kept)
    expect(await said(page, title).innerText()).toContain(
      'A smaller batch, network or data set needs less memory.',
    )
    await button(page, 'Go on').click()
    await expectGoesOn(page, kept)
  })

  it('three times within five minutes is not started again unasked; one press does', async () => {
    lab = await openLab()
    const { page } = lab
    const kept = await trainPastCopy(page)
    for (let death = 0; death < 2; death++) {
      await plant(page, rejectUnheard)
      await readTakenUp(page, dies)
      await button(page, 'Go on').click()
      await waitForUpdate(page, kept + 500)
    }
    await plant(page, rejectUnheard)
    await said(page, 'The trainer ended three times within five minutes.').waitFor({ timeout: 20_000 })
    expect(page.workers()).toEqual([])
    await button(page, 'Restart the trainer').click()
    const takenUp = await readTakenUp(page, 'The trainer was started again.')
    expect(takenUp).toBeGreaterThanOrEqual(kept)
    await expectGoesOn(page, takenUp)
  })
})

describe('a worker that no longer answers', () => {
  it.each([
    [
      'because it loops for ever',
      () => {
        for (;;);
      },
    ],
    ['because it closed itself', () => close()],
  ] as const)('%s is ended with one press, which goes on from what was kept', async (_, fault) => {
    lab = await openLab()
    const { page } = lab
    const kept = await trainPastCopy(page)
    await plant(page, fault)
    await said(page, hangs).waitFor({ timeout: 30_000 })
    await button(page, 'Restart the trainer').click()
    const takenUp = await readTakenUp(page, 'The trainer was started again.')
    expect(takenUp).toBeGreaterThanOrEqual(kept)
    await expectGoesOn(page, takenUp)
  })
})

describe('a page that dies during training', () => {
  /** Ends the renderer's process; the protocol does not answer. */
  const crash = async (page: Page): Promise<void> => {
    const protocol = await page.context().newCDPSession(page)
    protocol.send('Page.crash').catch(() => undefined)
  }
  /** The worker's heap is the renderer's: Chromium ends both. */
  const exhaust = (page: Page): Promise<void> =>
    plant(page, () => {
      const all: number[][] = []
      for (;;) all.push(new Array<number>(1e7).fill(0.5))
    })

  it.each([
    ['crashed', crash, []],
    ['whose worker used up its heap', exhaust, ['--js-flags=--max-old-space-size=256']],
  ] as const)('%s is offered by the next one as it was kept, and goes on', async (_, kill, args) => {
    lab = await openLab({ args: [...args] })
    const { page } = lab
    const kept = await trainPastCopy(page)
    const crashed = page.waitForEvent('crash', { timeout: 50_000 })
    await kill(page)
    await crashed
    const next = await page.context().newPage()
    await next.goto(`${lab.url}/`)
    await button(next, 'Restore').click()
    await waitForUpdate(next, kept)
    const restored = await expectUndisturbed(next)
    expect(restored).toBeGreaterThanOrEqual(kept)
    await pressRun(next)
    await expectGoesOn(next, restored)
  })
})

describe('a full disk', () => {
  const canLimit = existsSync('/usr/bin/prlimit') && existsSync('/proc')

  it.runIf(canLimit)(
    'of the desktop is told at the copy and at the save; Save as takes all of it elsewhere',
    async () => {
      const [full, elsewhere] = [join(folder, 'full.chainrule'), join(folder, 'elsewhere.chainrule')]
      const dialogs = [full, elsewhere].map((filePath) => ({
        kind: 'showSaveDialog' as const,
        value: { canceled: false, filePath },
      }))
      lab = await openLab({ host: 'electron', dialogs })
      const { page } = lab
      const main = findMain()
      await setField(page, 'Updates reach', '100000000')
      await train(page)
      limitFiles(main, '600')
      await pressPause(page)
      const strip = page.getByRole('alert')
      await strip.waitFor({ timeout: 20_000 })
      const words = await strip.innerText()
      await strip.getByRole('button', { name: 'Save as' }).click()
      await strip.waitFor({ timeout: 20_000 })
      expect([words, await strip.innerText()].every((text) => text.includes('no room'))).toBe(true)
      expect(existsSync(full)).toBe(false)
      limitFiles(main, 'unlimited')
      await strip.getByRole('button', { name: 'Save as' }).click()
      await expect.poll(() => existsSync(elsewhere), { timeout: 20_000 }).toBe(true)
      const document = await readDocument(elsewhere)
      expect(document.update).toBe(await readSettledUpdate(page))
    },
  )
})

/** The stand-in's process, a child of this one. */
function findMain(): string {
  const children = execFileSync('pgrep', ['-P', String(process.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
  const main = children.find((id) =>
    readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('out/main/index.js'),
  )
  if (main === undefined) throw new Error('the main process was not found')
  return main
}

/** Most bytes of a file that a process may write from now on: what is longer fails as on a full file system. */
const limitFiles = (id: string, most: string): void =>
  void execFileSync('prlimit', ['--pid', id, `--fsize=${most}:unlimited`])
