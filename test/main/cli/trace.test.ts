import { describe, expect, it } from 'vitest'
import { trace } from '../../../src-main/cli/trace'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { createService, take } from '../../worker/session/services'
import { runCommand } from './runCommand'

const print = (experiment: object | Uint8Array, ...args: string[]) =>
  runCommand(trace, experiment, 'trace', ...args)

describe('chainrule trace', () => {
  it('prints JSON unless told otherwise', async () => {
    const { code, out } = await print(exampleExperiment)
    expect(code).toBe(0)
    expect(JSON.parse(out).layers[0].dW[0][1]).toBe(-0.0025551480369113326)
  })

  it.each([
    ['csv', 'dW1,1,1,2,-0.0025551480369113326'],
    ['numpy', '[0.0030395585143030133, -0.0025551480369113326, 0.001897727278923212],'],
    ['latex', '0.00303956 & -0.00255515 & 0.00189773'],
  ])('--as %s has ΔW1[1,2] of the first update', async (as, text) => {
    const { code, out } = await print(exampleExperiment, '--as', as)
    expect(code).toBe(0)
    expect(out.split('\n').some((line) => line.includes(text))).toBe(true)
  })

  it('--update 10 is the tenth update, --notation za calls its tensors z and a', async () => {
    const { out } = await print(exampleExperiment, '--update', '10', '--as', 'numpy', '--notation', 'za')
    expect(out).toMatch(/^# Update 10 of a 2-3-1 network/)
    expect(out).toContain('\nz1 = X @ W1 + b1  # (4, 3) z1 = X W1 + b1\n')
  })

  it('of a session after 50 updates, --update 1 is the first update as it was', async () => {
    const service = createService()
    const { runId } = take(await service.open(exampleExperiment, []))
    take(await service.advanceTo(runId, 20))
    take(await service.change(runId, { l2: 0.1 }))
    take(await service.advanceTo(runId, 50))
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const { code, out } = await print(bytes)
    expect(code).toBe(0)
    expect(JSON.parse(out).cost).toBe(0.13531158376091293)
    expect(JSON.parse((await print(bytes, '--update', '21')).out).penalty).toBeGreaterThan(0)
    expect(JSON.parse((await print(bytes, '--update', '20')).out).penalty).toBe(0)
    expect(JSON.parse((await print(bytes, '--update', '51')).out).update).toBe(51)
  })

  it('computes in float64 whatever the precision: typed weights as they were typed', async () => {
    const single = { ...exampleExperiment, training: { ...exampleExperiment.training, precision: 'float32' } }
    expect((await print(single, '--as', 'csv')).out).toBe((await print(exampleExperiment, '--as', 'csv')).out)
  })
})
