/** Numbers that float32 does not hold: inputs survive in every form, and what does not survive is said. */
import { describe, expect, it } from 'vitest'
import { isBeyondTolerance, type NumbersReadBack } from '../../../../src-worker/protocol/exports'
import { createService, take } from '../../session/services'
import { differenceOfTimes, standardizedTimes } from './timeExperiments'

const formats = ['model-onnx', 'model-numpy', 'model-pytorch', 'model-c', 'model-javascript'] as const

async function exportAll(experiment: typeof standardizedTimes): Promise<Record<string, NumbersReadBack>> {
  const service = createService()
  const { runId } = take(await service.open(experiment, []))
  take(await service.advanceTo(runId, 20))
  const found: Record<string, NumbersReadBack> = {}
  for (const format of formats)
    found[format] = take(await service.exportRun(runId, format)).readBack as NumbersReadBack
  return found
}

describe('times of 1.7·10⁹ seconds, a minute apart, in float32', () => {
  it('standardized come through every form: outputs to 1e-6 of the largest', async () => {
    for (const readBack of Object.values(await exportAll(standardizedTimes))) {
      expect(readBack.rows).toBe(40)
      expect(readBack.largestDifference).toBeLessThan(readBack.tolerance)
      expect(isBeyondTolerance(readBack)).toBe(false)
    }
  })

  it('subtracted by a network without a scaler do not in the forms that compute in float32, which is told', async () => {
    const found = await exportAll(differenceOfTimes)
    expect(Object.entries(found).map(([format, readBack]) => [format, isBeyondTolerance(readBack)])).toEqual([
      ['model-onnx', true],
      ['model-numpy', false],
      ['model-pytorch', true],
      ['model-c', true],
      ['model-javascript', false],
    ])
    // Outputs of up to 39 minutes, in steps of 128 seconds.
    expect(found['model-c']!.tolerance).toBeCloseTo(39 * 60 * 1e-6, 12)
    expect(found['model-c']!.largestDifference).toBeGreaterThan(30)
    expect(found['model-c']!.largestDifference).toBeLessThan(129)
  })
})
