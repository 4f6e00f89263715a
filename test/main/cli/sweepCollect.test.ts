import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CliFailure } from '../../../src-main/cli/failure'
import { createService, take } from '../../worker/session/services'
import { runSweep } from './runSweep'
import { createFiles, grid, moons, readCsv, readNumbers } from './sweepFixtures'

describe('--list and --collect', () => {
  it('have the same table as the sweep, from results and from sessions of train', async () => {
    const { file, folder, out } = createFiles()
    const whole = join(folder, 'whole')
    const args = [file, ...grid, '--seeds', '2']
    await runSweep([...args, '--out', whole])
    const listed = (await runSweep([...args, '--list', '--out', out])).out
    expect(listed).toHaveLength(8)
    const train = async (experiment: string, name: string, updates: number) => {
      const service = createService()
      const { runId } = take(await service.open(JSON.parse(experiment), []))
      take(await service.advanceTo(runId, updates))
      const { bytes } = take(await service.exportRun(runId, 'session'))
      mkdirSync(join(out, 'trained', name), { recursive: true })
      writeFileSync(join(out, 'trained', name, 'session.chainrule'), bytes)
    }
    // The first stopped half way, and one is of another sweep.
    for (const [at, line] of listed.entries()) await train(line, String(at), at === 0 ? 10 : 1000)
    await train(JSON.stringify({ ...JSON.parse(listed[0]!), name: 'Another' }), 'other', 1000)
    writeFileSync(join(out, 'broken.chainrule'), 'PK no session')
    const partly = await runSweep(['--collect', out, '--json'])
    expect(partly.err).toMatch(/^note: left out: broken\.chainrule: expected a zip file/)
    expect([partly.code, JSON.parse(partly.out[0]!).missing]).toEqual([1, 1])
    expect(readNumbers(out)[1]).toContain(',missing,')
    expect((await runSweep(['--collect', out, '--list'])).out).toEqual([listed[0]])
    await train(listed[0]!, '0', 1000)
    expect((await runSweep(['--collect', out])).code).toBe(0)
    expect(readNumbers(out)).toEqual(readNumbers(whole))
    // What was collected is kept: the sessions may go.
    rmSync(join(out, 'trained'), { recursive: true })
    expect((await runSweep(['--collect', out])).code).toBe(0)
  })

  it('print whole experiments, those of a search the same for the same seed, on one line each', async () => {
    const { file } = createFiles()
    const draw = async (seed: string) =>
      (
        await runSweep([
          file,
          '--vary',
          'training.optimizer.learningRate=log:1e-3..1',
          '--random',
          '4',
          '--seed',
          seed,
          '--list',
        ])
      ).out
    const [first, again, other] = [await draw('7'), await draw('7'), await draw('8')]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    const { data, training } = JSON.parse(first[0]!)
    expect([data.split, training.batchSize]).toEqual([{ validation: 0.2, test: 0, seed: 1 }, 4])
    expect(first.join('')).not.toContain('\n')
  })

  it('name data files from the root, so that a run is the same wherever it is made', async () => {
    const { file, folder } = createFiles({
      ...moons,
      data: { source: { kind: 'file', path: 'sub/table.csv', target: 'y' } },
    })
    const { out } = await runSweep([file, '--seeds', '1', '--list'])
    expect(JSON.parse(out[0]!).data.source.path).toBe(join(folder, 'sub/table.csv'))
  })
})

describe('a random search', () => {
  it('has a figure of its draws', async () => {
    const { file, out } = createFiles()
    const args = ['--vary', 'network.layers[0].units=linear:2..9', '--random', '5', '--out', out]
    expect((await runSweep([file, ...args])).code).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['curves.svg', 'runs', 'search.svg', 'sweep.csv', 'sweep.json'])
    expect(readCsv(out)).toHaveLength(6)
  })
})

describe('what a sweep cannot use', () => {
  const explain = async (args: string[]): Promise<string> => {
    const caught: unknown = await runSweep(args).catch((error: unknown) => error)
    if (!(caught instanceof CliFailure)) throw caught
    return caught.message
  }

  it.each([
    [
      'training.optimizer.rate=1',
      /^--vary: training\.optimizer\.rate: expected no such field, found the unknown field "rate"$/,
    ],
    [
      'training.batchSize=0',
      /^--vary: training\.batchSize: expected a whole number of at least 1, or "full", found 0$/,
    ],
    [
      'network.layers[1].units=3',
      /^Moons: units=3: network\.layers: expected 1 or 2 units in the output layer, for the two classes, found 3$/,
    ],
    [
      'training.stop={}',
      /moons\.json: training\.stop: expected updates, epochs, patience or seconds, so that every run ends, found none$/,
    ],
    [
      'data.source={"kind":"file","path":"gone.csv"}',
      /gone\.csv: expected a readable file, found no file there$/,
    ],
  ])('%s leaves nothing behind', async (variation, line) => {
    const { file, out } = createFiles()
    expect(await explain([file, '--vary', variation, '--out', out])).toMatch(line)
    expect(existsSync(out)).toBe(false)
  })

  it('is said of a session, of a folder without a sweep, and of a file in its place', async () => {
    const { file, folder, out } = createFiles()
    writeFileSync(join(folder, 'a.chainrule'), 'PK')
    expect(await explain([join(folder, 'a.chainrule'), '--seeds', '1', '--out', out])).toMatch(
      /expected an experiment, found a session$/,
    )
    expect(await explain(['--collect', folder])).toMatch(
      /sweep\.json: expected what sweep --out or sweep --list --out wrote, found no file there$/,
    )
    writeFileSync(out, '')
    expect(await explain([file, '--seeds', '1', '--out', out])).toMatch(
      /expected a folder, found a file in its place$/,
    )
  })
})
