/** Programs and models on inputs as people have them: tables with missing values, and times that float32 does not hold. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ExportFormat } from '../../src-worker/protocol/exports'
import type { ExperimentInput } from '../../src-worker/spec/experiment'
import { missingMarks } from '../../src-worker/spec/names'
import { createService, take } from '../worker/session/services'
import { findPython, run, runWell } from './runPython'

const root = mkdtempSync(join(tmpdir(), 'chainrule-inputs-'))
afterAll(() => rmSync(root, { recursive: true }))

const header = 'age,colour,height,kind\n'
const gaps = `${header}20,red,1.5,a\n,red,1.25,b\n40, blue ,1.75,a\n31,,2,b\nNA,green,?,a\n52,red,1,b\n`

/** An experiment on one file, some updates on. */
async function train(
  table: string,
  source: Partial<Extract<ExperimentInput['data']['source'], { kind: 'file' }>>,
  rest: Omit<ExperimentInput, 'data'>,
) {
  const service = createService()
  const experiment: ExperimentInput = {
    ...rest,
    data: { source: { kind: 'file', path: 't.csv', ...source }, scaling: 'standardize' },
  }
  const attachment = { path: 't.csv', bytes: new TextEncoder().encode(table) }
  const { runId } = take(await service.open(experiment, [attachment]))
  take(await service.advanceTo(runId, 30))
  const { inputs } = take(await service.readRows(runId, 10_000))
  const rows = Array.from({ length: inputs.rows }, (_, r) =>
    Array.from(inputs.values.subarray(r * inputs.columns, (r + 1) * inputs.columns)),
  )
  const outputs: number[][] = []
  for (const row of rows) outputs.push([...take(await service.predictPoint(runId, row)).outputs])
  const write = async (format: ExportFormat, name: string): Promise<void> =>
    writeFileSync(join(root, name), take(await service.exportRun(runId, format)).bytes)
  return { rows, outputs, write }
}

function expectClose(found: number[][], meant: number[][], most: number): void {
  expect(found.map((row) => row.length)).toEqual(meant.map((row) => row.length))
  const difference = Math.max(...found.flatMap((row, r) => row.map((o, j) => Math.abs(o - meant[r]![j]!))))
  expect(difference).toBeLessThan(most)
}

const python = findPython('numpy')

describe.skipIf(python === null)('the NumPy program (skipped where no python3 with numpy is found)', () => {
  const source = {
    missing: 'refuse',
    fill: { age: 'median', colour: 'mostFrequent', height: 'mean' },
  } as const
  const rest: Omit<ExperimentInput, 'data'> = {
    network: {
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 2, activation: 'softmax' },
      ],
    },
    training: { batchSize: 2, precision: 'float64', cost: 'categoricalCrossEntropy', stop: {} },
  }
  const predict = (name: string) => run(python!, ['m.py', name], root)

  it('fills numbers and categories of its own file as the lab does: 6 rows, 4 gaps, to 1e-12', async () => {
    const { outputs, rows, write } = await train(gaps, source, rest)
    // age 35.5 and 35.5, colour red, height 1.5: the median and the mean of what is there.
    expect(rows.map(([age]) => age)).toEqual([20, 35.5, 40, 31, 35.5, 52])
    await write('model-numpy', 'm.py')
    writeFileSync(join(root, 'gaps.csv'), gaps)
    const lines = (await runWell(python!, ['m.py', 'gaps.csv'], root)).trimEnd().split('\n').slice(1)
    const found = lines.map((line) => line.split(',').slice(0, 2).map(Number))
    expectClose(found, outputs, 1e-12)
    expect(lines.map((line) => line.split(',')[2])).toEqual(outputs.map(([a, b]) => (a! > b! ? 'a' : 'b')))
  })

  it('takes each mark of the lab for a missing value, in any case, and those that the experiment adds', async () => {
    const { write } = await train(gaps, { ...source, alsoMissing: ['unknown', '-999'] }, rest)
    await write('model-numpy', 'm.py')
    const marks = [...missingMarks, 'NA', 'Null', 'Unknown']
    const ages = [...marks, '-999', '-999.0']
    writeFileSync(join(root, 'marks.csv'), header + ages.map((mark) => `${mark},blue,2,a\n`).join(''))
    writeFileSync(join(root, 'words.csv'), header + marks.map((mark) => `35.5,${mark},2,a\n`).join(''))
    writeFileSync(join(root, 'told.csv'), `${header}35.5,blue,2,a\n35.5,red,2,a\n`)
    const read = async (name: string) =>
      (await runWell(python!, ['m.py', name], root)).trimEnd().split('\n').slice(1)
    const [blue, red] = await read('told.csv')
    expect(blue).not.toBe(red)
    expect(await read('marks.csv')).toEqual(ages.map(() => blue))
    expect(await read('words.csv')).toEqual(marks.map(() => red))
  })

  it.each([
    ['1,violet,2,a', "column colour: expected one of ['blue', 'green', 'red'], found 'violet'"],
    ['1,Red,2,a', "column colour: expected one of ['blue', 'green', 'red'], found 'Red'"],
    ['old,red,2,a', "column age: expected a number, found 'old'"],
    ['1_000,red,2,a', "column age: expected a number, found '1_000'"],
    ['inf,red,2,a', "column age: expected a number, found 'inf'"],
    ['1,red,2', 'expected 4 cells, found 3'],
  ])('refuses the row %s with words', async (row, words) => {
    const { write } = await train(gaps, source, rest)
    await write('model-numpy', 'm.py')
    writeFileSync(join(root, 'bad.csv'), `${header}3,red,2,b\n${row}\n`)
    expect(await predict('bad.csv')).toEqual({
      code: 1,
      out: '',
      err: `bad.csv: row 2 of the data: ${words}\n`,
    })
  })

  it('refuses a missing value where the lab left such rows out, and has nothing to fill in', async () => {
    const { write } = await train(gaps, { missing: 'drop' }, rest)
    await write('model-numpy', 'm.py')
    writeFileSync(join(root, 'gaps.csv'), gaps)
    expect((await predict('gaps.csv')).err).toBe(
      'gaps.csv: row 2 of the data: column age has no value, and none is known to fill in\n',
    )
  })
})

/** A minute a row from 14 November 2023: float32 there counts in steps of 128 seconds. */
const times = Array.from({ length: 40 }, (_, k) => `${1.7e9 + 60 * k},${(7 * k) % 5},${Math.sin(k / 6)}`)
const trainTimes = () =>
  train(
    `time,load,y\n${times.join('\n')}\n`,
    { task: 'regression' },
    {
      network: {
        layers: [
          { units: 5, activation: 'tanh' },
          { units: 1, activation: 'linear' },
        ],
      },
      training: { batchSize: 8, precision: 'float32', cost: 'meanSquaredError', stop: {} },
    },
  )

/** Outputs for the rows of x.json, as they come in float64, printed as JSON. */
const programs = {
  onnx: `import json, numpy as np, onnxruntime
onnxruntime.set_default_logger_severity(3)
session = onnxruntime.InferenceSession("m.onnx", providers=["CPUExecutionProvider"])
x = np.array(json.load(open("x.json")), dtype=np.float64)
print(json.dumps(session.run(None, {"input": x})[0].tolist()))`,
  torch: `import json, torch, zipfile
zipfile.ZipFile("m.zip").extractall("torch")
import sys; sys.path.insert(0, "torch")
from model import load
x = torch.tensor(json.load(open("x.json")), dtype=torch.float64)
print(json.dumps(load()(x).double().tolist()))`,
}

describe('standardized times of a run in float32, outputs to 1e-6 of the lab', () => {
  it.skipIf(findPython('onnxruntime') === null)('onnxruntime (skipped where there is none)', async () => {
    const { rows, outputs, write } = await trainTimes()
    await write('model-onnx', 'm.onnx')
    writeFileSync(join(root, 'x.json'), JSON.stringify(rows))
    const out = await runWell(findPython('onnxruntime')!, ['-c', programs.onnx], root)
    expectClose(JSON.parse(out), outputs, 1e-6)
  })

  it.skipIf(findPython('torch') === null)('PyTorch (skipped where there is none)', async () => {
    const { rows, outputs, write } = await trainTimes()
    await write('model-pytorch', 'm.zip')
    writeFileSync(join(root, 'x.json'), JSON.stringify(rows))
    const out = await runWell(findPython('torch')!, ['-c', programs.torch], root)
    expectClose(JSON.parse(out), outputs, 1e-6)
  })

  it.skipIf(!hasCompiler())('C (skipped where no cc is found)', async () => {
    const { rows, outputs, write } = await trainTimes()
    await write('model-c', 'model.h')
    writeFileSync(join(root, 'main.c'), cProgram)
    await runWell('cc', ['-std=c99', '-Wall', '-Wextra', '-Werror', 'main.c', '-o', 'main', '-lm'], root)
    const out = await runWell('./main', [], root, rows.flat().join('\n'))
    const found = out
      .trimEnd()
      .split('\n')
      .map((line) => [Number(line)])
    expectClose(found, outputs, 1e-6)
  })
})

function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const cProgram = `#include <stdio.h>
#include "model.h"
int main(void)
{
  double x[CHAINRULE_INPUTS];
  float y[CHAINRULE_OUTPUTS];
  while (scanf("%lf %lf", &x[0], &x[1]) == 2) {
    chainrule_predict(x, y);
    printf("%.17g\\n", (double)y[0]);
  }
  return 0;
}
`
