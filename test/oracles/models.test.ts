/** The models that the lab writes as programs, run: their outputs are core's. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeNumpy } from '../../src-worker/analysis/stepNumpy'
import { createModel } from '../../src-worker/files/models/model'
import { writeModel, type ModelFormat } from '../../src-worker/files/models/modelFormats'
import { createReference, type Reference } from '../../src-worker/files/models/readBack'
import { activationNames } from '../../src-worker/spec/names'
import { createGoldenStep, createRequest } from '../worker/analysis/exportCases'
import {
  createModelSource,
  hostileNames,
  listModelCases,
  type ModelCase,
} from '../worker/files/models/sampleModels'
import { createService, take } from '../worker/session/services'
import { findPython, run, runWell } from './runPython'

const cases = listModelCases(activationNames)
const plain: ModelCase = { hidden: 'tanh', output: 'sigmoid', rows: 7, scaled: true, precision: 'float64' }
const rotate = (n: number): string[] =>
  hostileNames.map((_, k) => hostileNames[(n + k) % hostileNames.length]!)
const root = mkdtempSync(join(tmpdir(), 'chainrule-models-'))
afterAll(() => rmSync(root, { recursive: true }))

let folders = 0
function writeFiles(files: Record<string, string | Uint8Array>): string {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

type Source = ReturnType<typeof createModelSource>

function exportModel(format: ModelFormat, source: Source): { bytes: Uint8Array; reference: Reference } {
  const model = createModel(source.document, source.prepared, '')
  return { bytes: writeModel(format, source).bytes, reference: createReference(model, source.prepared) }
}

function expectOutputs(found: number[], { outputs }: Reference, tolerance: number): void {
  expect(found).toHaveLength(outputs.length)
  found.forEach((value, p) => expect(Math.abs(value - outputs[p]!)).toBeLessThan(tolerance))
}

const listRows = ({ x, rows }: Reference): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from(x.subarray(3 * row, 3 * row + 3)))

const python = findPython('numpy')

describe.skipIf(python === null)('the NumPy program (skipped where no python3 with numpy is found)', () => {
  /** Runs many programs in one process, each as if it were called with a table. */
  const driver = `import runpy, sys
for folder in sys.argv[1:]:
    sys.argv = [folder + "/model.py", folder + "/data.csv"]
    runpy.run_path(sys.argv[0], run_name="__main__")
    print("=")`

  it('gives the outputs of core to 1e-12 for every row of a table: 9 activations, 1 and 7 rows, scaled or not', async () => {
    const models = cases.map((of) => exportModel('model-numpy', createModelSource(of)))
    const programs = models.map(({ bytes, reference }) => {
      const rows = listRows(reference).map((row) => row.join(','))
      return writeFiles({ 'model.py': bytes, 'data.csv': ['height,width,colour=red', ...rows].join('\n') })
    })
    const out = (await runWell(python!, ['-c', driver, ...programs], root)).split('=\n')
    expect(out).toHaveLength(73)
    models.forEach(({ reference }, n) => {
      const lines = out[n]!.trimEnd().split('\n')
      expect(lines[0]).toBe('no,yes,class')
      const cells = lines.slice(1).map((line) => line.split(','))
      expectOutputs(
        cells.flatMap(([no, yes]) => [Number(no), Number(yes)]),
        reference,
        1e-12,
      )
      cells.forEach(([no, yes, name]) => expect(name).toBe(Number(yes) > Number(no) ? 'yes' : 'no'))
    })
  })

  it('reads a category by its value, a decimal comma, other columns, and a table without a header', async () => {
    const { bytes } = exportModel('model-numpy', createModelSource(plain))
    const folder = writeFiles({
      'model.py': bytes,
      'a.csv': '\ufeffid;colour;width;height\n1;red;2,5;-1e2\n2; red ;0;3\n',
      'b.csv': '-100,2.5,1\n3,0,1\n',
      'c.csv': 'height,width\n1,2\n',
      'd.csv': 'height,width,colour\n1,x,red\n',
    })
    const byName = await runWell(python!, ['model.py', 'a.csv'], folder)
    expect(byName.trimEnd().split('\n')).toHaveLength(3)
    expect(await runWell(python!, ['model.py', 'b.csv'], folder)).toBe(byName)
    const missing = await run(python!, ['model.py', 'c.csv'], folder)
    expect([missing.code, missing.err]).toEqual([
      1,
      "c.csv: expected a column for each input, found none for ['colour=red']\n",
    ])
    expect((await run(python!, ['model.py', 'd.csv'], folder)).err).toMatch(/^d\.csv: row 1 of the data: /)
  })

  it('gives every hostile name back, letter for letter', async () => {
    const print = `import json, runpy, sys
for folder in sys.argv[1:]:
    model = runpy.run_path(folder + "/model.py")
    print(json.dumps(model["INPUTS"] + model["OUTPUTS"] + model["CLASSES"]))`
    const programs = hostileNames.map((_, n) => {
      const { bytes } = exportModel('model-numpy', createModelSource({ ...plain, names: rotate(n) }))
      return writeFiles({ 'model.py': bytes })
    })
    const out = (await runWell(python!, ['-c', print, ...programs], root)).trimEnd().split('\n')
    expect(out.map((line) => JSON.parse(line))).toEqual(hostileNames.map((_, n) => rotate(n).slice(0, 7)))
  })

  it('proves an update, and does not prove one with a digit changed', async () => {
    const proof = writeNumpy(createGoldenStep('seed-2-3-1'), createRequest({ format: 'numpy' }))!
    const source = { ...createModelSource(plain), proof }
    const folder = writeFiles({ 'model.py': exportModel('model-numpy', source).bytes })
    expect(await runWell(python!, ['model.py', '--prove'], folder)).toBe('update 1: all 18 tensors agree\n')
    const wrong = { ...source, proof: proof.replace(/(agree\("cost", cost, 0\.\d\d)\d/, '$19') }
    expect(wrong.proof).not.toBe(proof)
    const other = writeFiles({ 'model.py': exportModel('model-numpy', wrong).bytes })
    expect((await run(python!, ['model.py', '--prove'], other)).err).toContain('AssertionError')
  })
})

it.skipIf(python === null)(
  'a run of the lab in float32, scaled, with adam, proves its next update and predicts from its own file',
  async () => {
    const service = createService()
    const { runId } = take(
      await service.open(
        {
          data: {
            source: { kind: 'generator', name: 'moons', samples: 60, seed: 3 },
            scaling: 'standardize',
          },
          network: { layers: [{ units: 6, activation: 'gelu' }, { units: 1 }] },
          training: { batchSize: 7, optimizer: { name: 'adam' }, l2: 0.01, clipNorm: 0.1, stop: {} },
        },
        [],
      ),
    )
    take(await service.advanceTo(runId, 40))
    const { bytes } = take(await service.exportRun(runId, 'model-numpy'))
    const folder = writeFiles({ 'model.py': bytes, 'data.csv': '0.5,0.25\n-1,2\n' })
    expect(await runWell(python!, ['model.py', '--prove'], folder)).toBe('update 41: all 18 tensors agree\n')
    const { outputs } = take(await service.predictPoint(runId, [0.5, 0.25]))
    const [, first] = (await runWell(python!, ['model.py', 'data.csv'], folder)).split('\n')
    expect(Number(first!.split(',')[0])).toBeCloseTo(outputs[0]!, 12)
  },
)

function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!hasCompiler())('the C header (skipped where no cc is found)', () => {
  const flags = ['-std=c99', '-Wall', '-Wextra', '-Werror', 'main.c', '-o', 'main', '-lm']
  const main = (type: string): string => `#include <stdio.h>
#include "model.h"
int main(void)
{
  double value;
  double x[CHAINRULE_INPUTS];
  ${type} y[CHAINRULE_OUTPUTS];
  int k = 0;
  while (scanf("%lf", &value) == 1) {
    x[k++] = value;
    if (k < CHAINRULE_INPUTS) continue;
    chainrule_predict(x, y);
    for (int j = 0; j < CHAINRULE_OUTPUTS; j++) printf("%.17g\\n", (double)y[j]);
    k = 0;
  }
  return 0;
}
`
  const names = `#include <stdio.h>
#include "model.h"
int main(void)
{
  for (int k = 0; k < CHAINRULE_INPUTS; k++) fputs(chainrule_input_names[k], stdout), putchar(1);
  for (int k = 0; k < CHAINRULE_OUTPUTS; k++) fputs(chainrule_output_names[k], stdout), putchar(1);
  return 0;
}
`

  it('compiles without a warning and gives the outputs of core to 1e-12, in float to 1e-6, in all 72 cases', async () => {
    for (const of of cases) {
      const { bytes, reference } = exportModel('model-c', createModelSource(of))
      const type = of.precision === 'float32' ? 'float' : 'double'
      const folder = writeFiles({ 'model.h': bytes, 'main.c': main(type) })
      await runWell('cc', flags, folder)
      const out = await runWell('./main', [], folder, listRows(reference).flat().join('\n'))
      expectOutputs(out.trimEnd().split('\n').map(Number), reference, type === 'float' ? 1e-6 : 1e-12)
    }
  })

  it('gives every hostile name back, but for what no text in C or UTF-8 can hold', async () => {
    // NUL ends a text, and a lone surrogate has no bytes.
    const plainNames = (list: string[]) =>
      list.map((name) => name.split('\0')[0]!.replace('\ud800', '\ufffd'))
    for (let n = 0; n < hostileNames.length; n++) {
      const { bytes } = exportModel('model-c', createModelSource({ ...plain, names: rotate(n) }))
      const folder = writeFiles({ 'model.h': bytes, 'main.c': names })
      await runWell('cc', flags, folder)
      expect((await runWell('./main', [], folder)).split('\x01').slice(0, 5)).toEqual(
        plainNames(rotate(n).slice(0, 5)),
      )
    }
  })
})
