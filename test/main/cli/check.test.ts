import { describe, expect, it } from 'vitest'
import { check } from '../../../src-main/cli/check'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { runCommand } from './runCommand'

describe('chainrule check', () => {
  it('--json lists every parameter in arrays: ΔW1 row by row, then Δb1', async () => {
    const { code, out } = await runCommand(check, exampleExperiment, 'check', '--json')
    const { layers, worst, passed, checked } = JSON.parse(out)
    expect([code, passed, checked]).toEqual([0, true, 13])
    expect(layers[0].analytic).toHaveLength(9)
    expect(layers[0].analytic[1]).toBe(-0.0025551480369113326)
    expect(layers[0].verdict).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(layers[1].numeric).toHaveLength(4)
    expect(worst.map((row: { passed: boolean }) => row.passed)).toEqual([true, true, true, true])
  })

  it('without it prints the worst parameter of each tensor and the verdict', async () => {
    const { out } = await runCommand(check, exampleExperiment, 'check')
    const lines = out.split('\n')
    expect(lines).toHaveLength(7)
    expect(lines.slice(1, 5).map((line) => line.slice(0, 3))).toEqual(['ΔW1', 'Δb1', 'ΔW2', 'Δb2'])
    expect(lines.at(-1)).toBe('agrees')
  })
})
