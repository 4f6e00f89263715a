/** Each step of a write, failing: old or new, whole, and nothing beside it. */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAutosaves } from '../../src-main/autosave'
import { readStamp, writeDurably } from '../../src-main/durableWrite'
import { describeFailure } from '../../src-main/fileFailure'
import { createFaultyFiles, type Fault } from './faultyFiles'
import { createTemporaryFolder } from './temporaryFolder'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const [older, old, next] = ['the first', 'the second one', 'the third, '.repeat(12)]
/** How each is told to the person. */
const expectedCodes = {
  ENOSPC: 'noSpace',
  EACCES: 'noAccess',
  EROFS: 'readOnly',
  EIO: 'internal',
}

/** A disk stays full or read-only. */
const lastingCodes = ['ENOSPC', 'EROFS']

const steps = {
  prepare: ['realpath', 'stat', 'open', 'write', 'sync', 'close', 'stat', 'chmod'],
  link: ['link', 'rename', 'rm'],
  /** The link is refused before it counts. */
  copy: ['copyFile', 'open', 'sync', 'close', 'rename', 'rm'],
  place: ['stat', 'rename', 'open', 'sync', 'close', 'stat'],
}

interface Outcome {
  failure: string | null
  steps: string[]
  /** Which generation is read, and which would be if that were gone. */
  found: [string | null, string | null]
  others: string[]
}

async function save(fault: Fault): Promise<Outcome> {
  const path = join(createTemporaryFolder(), 'run.chainrule')
  await writeFile(`${path}.bak`, older)
  await writeFile(path, old)
  const expected = await readStamp(path)
  const { files, steps } = createFaultyFiles(fault)
  const failure = await writeDurably(path, bytes(next), { expected, files }).then(
    () => null,
    (error: unknown) => describeFailure(error).code,
  )
  const names = (await readdir(dirname(path))).sort()
  return {
    failure,
    steps,
    found: [await readFile(path, 'utf8'), await readFile(`${path}.bak`, 'utf8')],
    others: names.filter((name) => !['run.chainrule', 'run.chainrule.bak'].includes(name)),
  }
}

const summary = { slot: 'main', name: 'run', update: 1 }
let generations: Promise<[Buffer, Buffer]> | null = null

/** Two autosaves as they lie on the disk, to begin with. */
async function createGenerations(): Promise<[Buffer, Buffer]> {
  const folder = createTemporaryFolder()
  const autosaves = createAutosaves(folder)
  for (const text of [older, old]) await autosaves.write(summary, bytes(text))
  const path = join(folder, 'main.autosave')
  return [await readFile(`${path}.bak`), await readFile(path)]
}

async function autosave(fault: Fault): Promise<Outcome> {
  const folder = createTemporaryFolder()
  const path = join(folder, 'main.autosave')
  const [first, second] = await (generations ??= createGenerations())
  await writeFile(`${path}.bak`, first)
  await writeFile(path, second)
  const autosaves = createAutosaves(folder)
  const { files, steps } = createFaultyFiles(fault)
  const failure = await createAutosaves(folder, files)
    .write(summary, bytes(next))
    .then(
      () => null,
      (error: unknown) => describeFailure(error).code,
    )
  const read = async () => new TextDecoder().decode((await autosaves.read('main'))?.bytes)
  const names = (await readdir(folder)).sort()
  const newest = await read()
  await rm(path)
  return {
    failure,
    steps,
    found: [newest, await read()],
    others: names.filter((name) => !['main.autosave', 'main.autosave.bak'].includes(name)),
  }
}

/** What else could not be done: to know the mode, to link rather than copy, to sync the copy. */
function isForgiven(all: readonly string[], at: number): boolean {
  const copied = all.indexOf('copyFile')
  if (copied >= 0 && at > copied && at <= copied + 3) return true
  return all[at] === 'link' || (all[at] === 'stat' && all[at - 1] === 'close')
}

/** Steps before the rename of the new file into place decide; what fails after it is no failure of the save. */
function judge(outcome: Outcome, { step, code }: Fault, expectedFailure: boolean): void {
  const said = `${outcome.steps.join(' ')} with ${code} at ${step}: ${JSON.stringify(outcome)}`
  expect(outcome.others, said).toEqual([])
  expect(outcome.failure, said).toBe(
    expectedFailure ? expectedCodes[code as keyof typeof expectedCodes] : null,
  )
  expect(outcome.found[0], said).toBe(expectedFailure ? old : next)
  expect(expectedFailure ? [older, old] : [old], said).toContain(outcome.found[1])
}

describe.each<[string, (fault: Fault) => Promise<Outcome>, boolean]>([
  ['a save', save, true],
  ['an autosave', autosave, false],
])('%s', (_name, write, isChecked) => {
  /** An autosave does not ask whether another program changed its file: the two looks before the rename are missing. */
  const asWritten = (all: string[]) =>
    isChecked ? all : all.filter((_step, k) => k !== 1 && k !== all.lastIndexOf('rename') - 1)

  it.each<[string, string[], Partial<Fault>]>([
    ['with links', steps.link, {}],
    ['where there are no links', steps.copy, { noLinks: true }],
    ['where a write takes a part', steps.link, { mostBytes: 40 }],
  ])('%s: each step that fails leaves the old content, or the new one', async (_how, keep, disk) => {
    const whole = await write({ step: null, code: '', ...disk })
    expect(whole).toMatchObject({ failure: null, found: [next, old], others: [] })
    expect(whole.steps.filter((step, k) => step !== 'write' || whole.steps[k - 1] !== 'write')).toEqual(
      asWritten([...steps.prepare, ...keep, ...steps.place]),
    )
    const placed = whole.steps.lastIndexOf('rename')
    for (const code of Object.keys(expectedCodes))
      for (const lasting of lastingCodes.includes(code) ? [false, true] : [false])
        for (let step = 0; step < whole.steps.length; step++) {
          const fault = { step, code, lasting, ...disk }
          judge(await write(fault), fault, step <= placed && (lasting || !isForgiven(whole.steps, step)))
        }
  })

  it('to a disk that takes no byte more fails as one without room', async () => {
    for (const step of [0, 1, 4]) {
      const outcome = await write({ step: null, code: '', mostBytes: step })
      if (step === 0) expect(outcome).toMatchObject({ failure: 'noSpace', found: [old, older], others: [] })
      else expect(outcome).toMatchObject({ failure: null, found: [next, old], others: [] })
    }
  })
})
