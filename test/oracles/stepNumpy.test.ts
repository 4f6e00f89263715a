/** The programs that the lab writes, run by Python: they compute every number of an update again, without the lab. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listTensors, readTensor, type Step } from '../../src-worker/analysis/step'
import { writeNumpy } from '../../src-worker/analysis/stepNumpy'
import type { Fault } from '../../src-worker/spec/fault'
import {
  createGoldenStep,
  createNetworkStep,
  createRequest,
  drawNetworkCases,
} from '../worker/analysis/exportCases'
import { goldenCases } from '../worker/core/goldenCases'

function hasNumpy(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const python = ['python3', '/usr/bin/python3'].find(hasNumpy) ?? null
const folder = mkdtempSync(join(tmpdir(), 'chainrule-numpy-'))
afterAll(() => rmSync(folder, { recursive: true }))

let programs = 0
function run(program: string): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, `${programs++}.py`)
  writeFileSync(file, program)
  return new Promise((resolve) => {
    execFile(python!, [file], { cwd: folder, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })
}

const notations = ['io', 'za'] as const
const writeProgram = (step: Step, notation: 'io' | 'za' = 'io'): string =>
  writeNumpy(step, createRequest({ format: 'numpy', notation }))!

async function expectAgreement(step: Step, notation: 'io' | 'za'): Promise<void> {
  const { code, out, err } = await run(writeProgram(step, notation))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`^update ${step.model.update}: all \\d+ tensors agree\\n$`))
}

const listCells = (step: Step) =>
  listTensors(step.shape.layers.length).flatMap((id) => {
    const { rows, columns } = readTensor(step, id) ?? { rows: 0, columns: 0 }
    return Array.from({ length: rows * columns }, (_, p) => ({
      ...id,
      row: Math.floor(p / columns),
      column: p % columns,
    }))
  })

/** All cell programs of an update in one file. */
const writeCells = (step: Step, notation: 'io' | 'za'): string =>
  listCells(step)
    .map((cell) => writeNumpy(step, createRequest({ format: 'numpy', scope: { cell }, notation }))!)
    .join('\n')

describe.skipIf(python === null)('NumPy (skipped where no python3 with numpy is found)', () => {
  it.each(goldenCases)('agrees in every tensor of golden case %s, first and fifth update', async (name) => {
    await expectAgreement(createGoldenStep(name), 'io')
    await expectAgreement(createGoldenStep(name, null, 4), 'za')
  })

  it.each(
    drawNetworkCases(1).map((of, n) => [n + 1, of.training.cost, of.training.optimizer.name, of] as const),
  )(
    'agrees in every tensor of drawn network %i: %s, %s, after three updates',
    async (n, _cost, _optimizer, of) => {
      await expectAgreement(createNetworkStep(of), notations[n % 2]!)
    },
  )

  it.each(goldenCases)('agrees in every cell of golden case %s', async (name) => {
    const step = createGoldenStep(name)
    const { code, out, err } = await run(writeCells(step, 'io'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trimEnd().split('\n')).toHaveLength(listCells(step).length)
  })

  it.each(drawNetworkCases(2).map((of, n) => [n + 1, of] as const))(
    'agrees in every cell of drawn network %i',
    async (n, of) => {
      const { code, err } = await run(writeCells(createNetworkStep(of), notations[n % 2]!))
      expect({ code, err }).toEqual({ code: 0, err: '' })
    },
  )

  it('finds one changed digit in each tensor of the example', async () => {
    const program = writeProgram(createGoldenStep('seed-2-3-1'))
    const checks = program.split('\n').flatMap((line, at) => (line.startsWith('agree(') ? [at] : []))
    expect(checks).toHaveLength(18)
    for (const check of checks) {
      const lines = program.split('\n')
      const at = lines[check]!.endsWith('[') ? check + 1 : check
      const changed = lines[at]!.replace(/(\.\d*?)([1-9])(\d*[,\])])/, (_all, start, digit, end) => {
        return `${start}${digit === '9' ? 8 : Number(digit) + 1}${end}`
      })
      expect(changed).not.toBe(lines[at])
      lines[at] = changed
      const { code, err } = await run(lines.join('\n'))
      expect(code).toBe(1)
      expect(err).toContain('AssertionError')
      expect(err).toContain(/"(\w+)"/.exec(lines[check]!)![1])
    }
  })

  const faults: [Fault, string][] = [
    [{ name: 'missingDerivative', layer: 2 }, 'di2'],
    [{ name: 'lostBatchMean', layer: 2 }, 'do2'],
    [{ name: 'flippedSign', layer: 1 }, 'di1'],
    [{ name: 'biasNotSummed', layer: 1 }, 'db1'],
    [{ name: 'staleActivation', layer: 1 }, 'dW1'],
  ]
  it.each(faults)('finds the planted mistake %o first in %s', async (fault, tensor) => {
    const step = createGoldenStep('seed-2-3-1', fault)
    const { code, err } = await run(writeProgram(step))
    expect(code).toBe(1)
    expect(err).toContain('AssertionError')
    expect(err).toContain(`\n${tensor}\n`)
    expect((await run(writeCells(step, 'io'))).code).toBe(1)
  })

  it('reads infinities and numbers that are none as the lab shows them', async () => {
    const step = createGoldenStep('linear-regression-rmsprop')
    step.traced.layers[0]!.dW.fill(NaN)
    const text = writeNumpy(
      step,
      createRequest({ format: 'numpy', scope: { tensor: { kind: 'dW', layer: 1 } } }),
    )!
    expect((await run(`${text}assert np.isnan(dW1).all()\n`)).code).toBe(0)
  })
})
