/** Certificates of real runs: equal runs say the same letters, and of others the part that differs is named. */
import { describe, expect, it } from 'vitest'
import { completeCertificate, readCode, writeCertificateLines } from '../../../src-worker/files/certificate'
import { computeSha256 } from '../../../src-worker/files/digest'
import { certificateParts, type RunCertificate } from '../../../src-worker/protocol/certificate'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { createService, take } from './services'

const digitsOf = (code: string): string => code.replaceAll('-', '')

const moons: Experiment = readParsed({
  name: 'Moons',
  data: {
    source: { kind: 'generator', name: 'moons', samples: 60, noise: 0.1, seed: 4 },
    scaling: 'standardize',
    split: { validation: 0.2, seed: 2 },
  },
  network: {
    layers: [{ units: 5, activation: 'tanh' }, { units: 1 }],
    initialization: { kind: 'xavierUniform', seed: 3 },
  },
  training: {
    optimizer: { name: 'adam', learningRate: 0.02 },
    batchSize: 7,
    seed: 9,
    stop: { updates: 500 },
  },
})

function readParsed(input: ExperimentInput): Experiment {
  const parsed = parseExperiment(input)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

const withTraining = (part: Partial<Experiment['training']>): Experiment => ({
  ...moons,
  training: { ...moons.training, ...part },
})

async function openAt(experiment: ExperimentInput, updates: number) {
  const service = createService()
  const { runId } = take(await service.open(experiment, []))
  take(await service.advanceTo(runId, updates))
  return { service, runId }
}

async function certify(experiment: ExperimentInput, updates: number): Promise<RunCertificate> {
  const { service, runId } = await openAt(experiment, updates)
  return take(await service.certify(runId))
}

const listDiffering = (one: RunCertificate, other: RunCertificate): string[] =>
  certificateParts.filter((part) => one[part] !== other[part])

describe('a certificate', () => {
  it('is a digest over nine lines, of which the first hundred bits are read aloud', async () => {
    const certificate = await certify(moons, 40)
    const lines = writeCertificateLines(certificate).split('\n')
    expect(lines).toHaveLength(9)
    expect([lines[0], lines[1], lines[6], lines[8]]).toEqual([
      'chainrule-certificate 1',
      'app 0.1.0',
      'updates 40',
      '',
    ])
    const bytes = new TextEncoder().encode(writeCertificateLines(certificate))
    expect(certificate.digest).toBe(await computeSha256(bytes))
    expect(certificate.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    const value = [...digitsOf(certificate.code)].reduce(
      (sum, letter) => sum * 32n + BigInt(alphabet.indexOf(letter)),
      0n,
    )
    expect(value.toString(16).padStart(25, '0')).toBe(certificate.digest.slice(0, 25))
  })

  it('is read back from what somebody wrote down', () => {
    expect(readCode(' 0a1b-2c3d 4e5f-6g7h-8j9k\n')).toBe('0A1B-2C3D-4E5F-6G7H-8J9K')
    expect(readCode('OAIB-2C3D-4E5F-6G7H-8J9K')).toBe('0A1B-2C3D-4E5F-6G7H-8J9K')
    expect(readCode('0A1B-2C3D-4E5F-6G7H-8J9')).toBeNull()
    expect(readCode('0A1B-2C3D-4E5F-6G7H-8J9U')).toBeNull()
  })
})

describe('the same run has the same certificate', () => {
  it('step by step, with an interruption by a session file, and called something else', async () => {
    const straight = await certify(moons, 40)
    const { service, runId } = await openAt(moons, 17)
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const again = createService()
    const opened = take(await again.openSession(bytes, 'moons.chainrule'))
    for (let k = 17; k < 40; k++) take(await again.command(opened.runId, 'stepUpdate'))
    take(await again.rename(opened.runId, 'Something else'))
    expect(take(await again.certify(opened.runId))).toEqual(straight)
  })

  it('while an earlier update is shown', async () => {
    const { service, runId } = await openAt(moons, 40)
    const newest = take(await service.certify(runId))
    take(await service.seek(runId, 12))
    expect(take(await service.certify(runId))).toEqual(newest)
  })

  it('with other stop rules, and with changes that no update felt', async () => {
    const straight = await certify(moons, 40)
    const { service, runId } = await openAt(withTraining({ stop: { epochs: 900 } }), 40)
    take(await service.change(runId, { batchSize: 11, l2: 0.5 }))
    expect(take(await service.certify(runId))).toEqual(straight)
  })

  it('without shuffling whatever the seed, and with a batch larger than the rows', async () => {
    const full = withTraining({ shuffle: false, batchSize: 'full' })
    const large = withTraining({ shuffle: false, batchSize: 1000, seed: 77 })
    expect(await certify(large, 5)).toEqual(await certify(full, 5))
  })
})

describe('what differs is its part, and what follows from it', () => {
  const cases: [string, Experiment, number, string[]][] = [
    ['one update more', moons, 41, ['updates', 'finalWeights']],
    ['the seed of the order', withTraining({ seed: 10 }), 40, ['order', 'finalWeights']],
    ['the batch size', withTraining({ batchSize: 8 }), 40, ['order', 'finalWeights']],
    ['a penalty', withTraining({ l2: 0.001 }), 40, ['experiment', 'finalWeights']],
    [
      'the seed of the start weights',
      {
        ...moons,
        network: { ...moons.network, initialization: { kind: 'xavierUniform', seed: 4, bias: 0 } },
      },
      40,
      ['initialWeights', 'finalWeights'],
    ],
    [
      'the seed of the split',
      { ...moons, data: { ...moons.data, split: { ...moons.data.split, seed: 3 } } },
      40,
      ['data', 'finalWeights'],
    ],
    ['the scaling', { ...moons, data: { ...moons.data, scaling: 'minmax' } }, 40, ['data', 'finalWeights']],
  ]
  it.each(cases)('%s', async (_name, experiment, updates, differing) => {
    expect(listDiffering(await certify(moons, 40), await certify(experiment, updates))).toEqual(differing)
  })

  it('the version of the application', async () => {
    const own = await certify(moons, 40)
    const other = await completeCertificate({ ...own, app: '0.2.0' })
    expect(listDiffering(own, other)).toEqual(['app'])
    expect(digitsOf(other.code)).not.toBe(digitsOf(own.code))
  })

  it('a setting changed on the way, by when it was', async () => {
    const changed = async (at: number): Promise<RunCertificate> => {
      const { service, runId } = await openAt(moons, at)
      take(await service.change(runId, { batchSize: 9 }))
      take(await service.advanceTo(runId, 40))
      return take(await service.certify(runId))
    }
    const [early, late] = [await changed(10), await changed(20)]
    expect(listDiffering(early, late)).toEqual(['order', 'finalWeights'])
    expect(await changed(10)).toEqual(early)
  })

  it('a weight set by hand: at update 0 a start weight, later a change of its own', async () => {
    const edit = { layer: 1, kind: 'W', row: 0, column: 2, value: 0.125 } as const
    const edited = async (at: number): Promise<RunCertificate> => {
      const { service, runId } = await openAt(moons, at)
      take(await service.setParameter(runId, edit))
      take(await service.advanceTo(runId, 40))
      return take(await service.certify(runId))
    }
    const straight = await certify(moons, 40)
    expect(listDiffering(straight, await edited(0))).toEqual(['initialWeights', 'finalWeights'])
    expect(listDiffering(straight, await edited(15))).toEqual(['experiment', 'finalWeights'])
  })
})

describe('comparing', () => {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

  it('with a certificate names the parts that differ, the first one first', async () => {
    const { service, runId } = await openAt(moons, 40)
    const own = take(await service.certify(runId))
    const other = await certify(withTraining({ seed: 10 }), 41)
    const same = take(await service.compareCertificate(runId, encode(own), 'own.json'))
    expect([same.same, same.differing]).toEqual([true, []])
    const different = take(await service.compareCertificate(runId, encode(other), 'other.json'))
    expect([different.same, different.differing]).toEqual([false, ['order', 'updates', 'finalWeights']])
    expect([different.own, different.other]).toEqual([own, other])
  })

  it('with a session, and with a code alone', async () => {
    const { service, runId } = await openAt(moons, 40)
    const other = await openAt(withTraining({ l2: 0.001 }), 40)
    const session = take(await other.service.exportRun(other.runId, 'session')).bytes
    const bySession = take(await service.compareCertificate(runId, session, 'other.chainrule'))
    expect([bySession.same, bySession.differing[0]]).toEqual([false, 'experiment'])
    const { code } = bySession.own
    const byCode = async (text: string) =>
      take(await service.compareCertificate(runId, new TextEncoder().encode(text), ''))
    expect(await byCode(code.toLowerCase())).toMatchObject({ same: true, other: null, differing: [] })
    expect(await byCode(bySession.otherCode)).toMatchObject({ same: false, other: null, differing: [] })
  })

  it('refuses a certificate whose digest does not follow from its parts', async () => {
    const { service, runId } = await openAt(moons, 3)
    const own = take(await service.certify(runId))
    const reply = await service.compareCertificate(runId, encode({ ...own, updates: 4 }), 'forged.json')
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalidFile', problems: [{ path: 'digest' }] } })
    const text = await service.compareCertificate(runId, new TextEncoder().encode('not one'), 'a.txt')
    expect(text).toMatchObject({ ok: false, error: { code: 'invalidFile', file: 'a.txt' } })
  })
})

describe('slices', () => {
  it('60 updates in float32 at once, and 4 and 7 at a time', async () => {
    const inSlices = async (slice: number): Promise<RunCertificate> => {
      const { service, runId } = await openAt(moons, 0)
      for (let update = 0; update < 60;) {
        update = Math.min(60, update + slice)
        take(await service.advanceTo(runId, update))
      }
      return take(await service.certify(runId))
    }
    const once = await inSlices(60)
    expect(once.updates).toBe(60)
    expect(await inSlices(4)).toEqual(once)
    expect(await inSlices(7)).toEqual(once)
  })
})
