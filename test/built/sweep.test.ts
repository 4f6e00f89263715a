/** Sweeps with the built command line: real threads, real processes that are killed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeRuns } from '../../src-main/cli/sweepPool'
import { createSweepThread } from '../../src-main/cli/sweepThreads'
import type { RunSummary } from '../../src-worker/protocol/sweeps'
import { list, values } from '../spec/sweeps'
import { chainrule, experiment, folder, root, write } from './chainrule'

const program = join(root, 'src-main/cli/chainrule.mjs')
const grid = [
  '--vary',
  'training.optimizer.learningRate=0.01,0.1,1e39',
  '--vary',
  'training.batchSize=4,16,64',
]

const readLines = (path: string): string[] => readFileSync(path, 'utf8').trim().split('\n')
/** Without the seconds, which come last. */
const readNumbers = (out: string): string[] =>
  readLines(join(out, 'sweep.csv')).map((line) => line.replace(/,[^,]*$/, ''))

const countResults = (out: string): number => {
  const runs = join(out, 'runs')
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.json')).length : 0
}

/** Starts the command and kills it without a word when `isTime`. */
async function runUntil(args: string[], isTime: () => boolean): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'ignore' })
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  )
  const timer = setInterval(() => {
    if (isTime()) child.kill('SIGKILL')
  }, 5)
  return ended.finally(() => clearInterval(timer))
}

/** `xargs` with a line a run: what it prints, and its exit code. */
function runXargs(lines: string[], command: string): Promise<number | null> {
  const child = spawn('xargs', ['-P', '2', '-I', '{}', 'sh', '-c', command], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.end(`${lines.join('\n')}\n`)
  return new Promise((resolve) => child.once('exit', resolve))
}

describe('a sweep of penguins over 3 × 3 settings with 5 seeds, 501 updates each', () => {
  // Ends within an epoch, where the last weights are evaluated for the report alone.
  const penguins = JSON.parse(readFileSync(experiment('penguins'), 'utf8'))
  const training = { ...penguins.training, stop: { updates: 501 } }
  const args = ['sweep', write('penguins.json', { ...penguins, training }), ...grid, '--seeds', '5']
  const whole = join(folder, 'whole')

  it('has 45 runs with the numbers of single ones, bit for bit', async () => {
    const ended = await chainrule(...args, '--out', whole, '--json')
    expect(ended.code).toBe(0)
    const { results, runs, missing } = JSON.parse(ended.out)
    expect([runs, missing, countResults(whole)]).toEqual([45, 0, 45])
    const listed = (await chainrule(...args, '--list')).out.trim().split('\n')
    expect(listed).toHaveLength(45)
    for (const at of [0, 7, 24, 44]) {
      const out = join(folder, `single-${at}`)
      const single = await chainrule('train', write(`single-${at}.json`, listed[at]), '--out', out, '--json')
      const report = JSON.parse(single.out)
      const { trainingCost, validationCost, accuracy, validationAccuracy } = report
      const { final, updates, state } = results[at]
      expect([updates, state]).toEqual([report.update, at === 44 ? 'diverged' : 'finished'])
      if (state === 'finished')
        expect(final).toEqual({ trainingCost, validationCost, accuracy, validationAccuracy })
    }
  }, 120_000)

  it('killed in the middle goes on with what is missing, and has the same table', async () => {
    const out = join(folder, 'killed')
    const signal = await runUntil([...args, '--out', out], () => countResults(out) >= 10)
    expect(signal).toBe('SIGKILL')
    const kept = countResults(out)
    expect(kept).toBeGreaterThanOrEqual(10)
    expect(kept).toBeLessThan(45)
    expect(existsSync(join(out, 'sweep.csv'))).toBe(false)
    const ended = await chainrule(...args, '--out', out)
    expect(ended.code).toBe(0)
    expect(countResults(out)).toBe(45)
    expect(readNumbers(out)).toEqual(readNumbers(whole))
  }, 120_000)

  it('on Ctrl-C says what is kept and exits with 130', async () => {
    const out = join(folder, 'interrupted')
    const child = spawn(process.execPath, [program, ...args, '--out', out], { cwd: root })
    let err = ''
    child.stderr.on('data', (text) => (err += String(text)))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    while (countResults(out) < 3) await setTimeout(5)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(err).toMatch(/interrupted: \d+ of 45 runs are kept; the same command goes on with the others\n$/)
  }, 60_000)
})

describe.skipIf(process.platform === 'win32')('the runs of a sweep given out with xargs', () => {
  it('and collected are those of the sweep, though one was killed and started again', async () => {
    const args = ['sweep', experiment('penguins'), ...grid.slice(0, 2), '--seeds', '2']
    const [whole, out] = [join(folder, 'direct'), join(folder, 'given out')]
    await chainrule(...args, '--out', whole)
    const listed = (await chainrule(...args, '--list', '--out', out)).out
    const file = write('runs.jsonl', listed)
    const train = (at: string) =>
      `sed -n '${at}p' '${file}' | '${process.execPath}' '${program}' train - --out '${out}/trained/${at}'`
    // The first is killed before it has written anything, as by a node that goes down.
    mkdirSync(join(out, 'trained/1'), { recursive: true })
    const first = JSON.parse(listed.split('\n')[0]!)
    const endless = { ...first, training: { ...first.training, stop: {} } }
    let looks = 0
    const signal = await runUntil(
      ['train', write('endless.json', endless), '--out', join(out, 'trained/1')],
      () => looks++ > 200,
    )
    expect(signal).toBe('SIGKILL')
    // A divergence is exit code 1, which xargs passes on as 123.
    expect(await runXargs(['2', '3', '4', '5', '6'], train('{}'))).toBe(123)
    const partly = await chainrule('sweep', '--collect', out)
    expect([partly.code, partly.out]).toEqual([1, expect.stringContaining('1 of 6 runs are missing\n')])
    const left = await chainrule('sweep', '--collect', out, '--list')
    expect(left.out).toBe(`${listed.split('\n')[0]}\n`)
    writeFileSync(file, left.out)
    expect(await runXargs(['1'], train('{}'))).toBe(0)
    const ended = await chainrule('sweep', '--collect', out)
    expect(ended.code).toBe(0)
    expect(readNumbers(out)).toEqual(readNumbers(whole))
  }, 60_000)
})

describe('a thread that is lost', () => {
  it('has its run made again by another one, with the same numbers', async () => {
    const file = new URL('../../out/main/sweepThread.js', import.meta.url)
    expect(existsSync(fileURLToPath(file))).toBe(true)
    const base = {
      data: { source: { kind: 'generator', name: 'spirals', samples: 300 } },
      network: { layers: [{ units: 8, activation: 'tanh' }, { units: 1 }] },
      training: { stop: { updates: 20_000 } },
    }
    const runs = list({ base, vary: [values('training.batchSize', 2, 5)], seeds: 2 })
    const make = async (isLosing: boolean) => {
      const summaries = new Map<string, Omit<RunSummary, 'seconds'>>()
      const lost: string[] = []
      await makeRuns(
        runs,
        2,
        () => {
          const thread = createSweepThread(file, { attachments: [], helpers: false })
          // In the middle of its first run.
          if (isLosing && lost.length === 0) {
            const { run } = thread
            thread.run = (experiment, onShare) =>
              run(experiment, (share) => {
                onShare(share)
                if (lost.length === 0) void thread.close()
              })
          }
          return thread
        },
        {
          started: () => undefined,
          share: () => undefined,
          ended: async ({ experiment: { name } }, { seconds: _seconds, ...summary }) =>
            void summaries.set(name, summary),
          lost: ({ experiment: { name } }) => void lost.push(name),
        },
        new Promise<void>(() => undefined),
      )
      return { summaries: [...summaries].sort(([one], [other]) => (one < other ? -1 : 1)), lost }
    }
    const whole = await make(false)
    const losing = await make(true)
    expect(whole.lost).toEqual([])
    expect(losing.lost.length).toBeGreaterThan(0)
    expect(losing.summaries).toEqual(whole.summaries)
    expect(losing.summaries).toHaveLength(4)
  })
})

describe('chainrule train -', () => {
  it('reads the experiment from standard input, and says so of a fault', async () => {
    const command = (text: string, out: string) =>
      new Promise<{ code: number | null; err: string }>((resolve) => {
        const child = spawn(process.execPath, [program, 'train', '-', '--out', out], { cwd: root })
        let err = ''
        child.stderr.on('data', (part) => (err += String(part)))
        child.once('exit', (code) => resolve({ code, err }))
        child.stdin.end(text)
      })
    const out = join(folder, 'from stdin')
    expect((await command(readFileSync(experiment('xor'), 'utf8'), out)).code).toBe(0)
    expect(readdirSync(out)).toHaveLength(5)
    const refused = await command('{"data": 1', join(folder, 'none'))
    expect([refused.code, refused.err]).toEqual([
      2,
      'chainrule: standard input: line 1, column 11: expected "," or "}", found the end of the file\n',
    ])
  })
})
