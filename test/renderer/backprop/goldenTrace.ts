/** A trace as the worker would answer it, made from a golden file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Matrix } from '../../../src-worker/protocol/tables'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { ActivationName, CostName } from '../../../src-worker/spec/names'

type Rows = number[][]

interface GoldenFile {
  network: { layers: { activation: ActivationName }[]; loss: CostName }
  training: { batchSize: number; optimizer: { learningRate: number } }
  inputs: Rows
  targets: Rows
  W: Rows[]
  b: (Rows | null)[]
  trace: Record<'i' | 'o' | 'dCost_dO' | 'dCost_dI' | 'dW' | 'db', Rows[]> & { cost: number }
  after: Record<string, { W: Rows[]; b: (Rows | null)[] }>
}

export const matrixOf = (rows: Rows): Matrix => ({
  rows: rows.length,
  columns: rows[0]!.length,
  values: Float64Array.from(rows.flat()),
})

const matrixOrNull = (rows: Rows | null | undefined): Matrix | null => (rows ? matrixOf(rows) : null)

export function readGoldenTrace(name: string, update = 1): UpdateTrace {
  // In a test with a document `import.meta.url` is no file.
  const path = join(process.cwd(), 'test/golden', `${name}.json`)
  const golden = JSON.parse(readFileSync(path, 'utf8')) as GoldenFile
  const rows = golden.trace.i[0]!.length
  const after = golden.after['1']
  return {
    runId: 1,
    update,
    batchRows: rows,
    rowIndices: Uint32Array.from({ length: rows }, (_, k) => k),
    inputs: matrixOf(golden.inputs.slice(0, rows)),
    targets: matrixOf(golden.targets.slice(0, rows)),
    cost: golden.trace.cost,
    costName: golden.network.loss,
    penalty: 0,
    learningRate: golden.training.optimizer.learningRate,
    layers: golden.network.layers.map(({ activation }, layer) => ({
      activation,
      weights: matrixOf(golden.W[layer]!),
      bias: matrixOrNull(golden.b[layer]),
      i: matrixOf(golden.trace.i[layer]!),
      o: matrixOf(golden.trace.o[layer]!),
      dCost_dO: matrixOf(golden.trace.dCost_dO[layer]!),
      dCost_dI: matrixOf(golden.trace.dCost_dI[layer]!),
      dW: matrixOf(golden.trace.dW[layer]!),
      db: golden.b[layer] ? matrixOrNull(golden.trace.db[layer]) : null,
    })),
    after: golden.W.map((weights, layer) => ({
      weights: matrixOf(after?.W[layer] ?? weights),
      bias: matrixOrNull(after?.b[layer] ?? golden.b[layer]),
    })),
  }
}
