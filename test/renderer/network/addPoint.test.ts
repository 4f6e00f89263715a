import { expect, it } from 'vitest'
import { canAddPoints, withPoint } from '../../../src-renderer/src/network/addPoint'
import { createService, take } from '../../worker/session/services'

it('a point added to 40 generated moons is row 41 of a typed table; the other rows keep every digit', async () => {
  const service = createService()
  const source = { kind: 'generator', name: 'moons', samples: 40, noise: 0.1, seed: 3 } as const
  const opened = take(
    await service.open({ data: { source }, network: { layers: [{ units: 3 }, { units: 1 }] } }, []),
  )
  const rows = take(await service.readRows(opened.runId, 5000))
  expect(canAddPoints(opened.experiment, opened.data, rows.rows)).toBe(true)
  const experiment = withPoint(opened.experiment, rows, [0.5, -0.25], 1)
  const again = take(await service.open(experiment, []))
  const after = take(await service.readRows(again.runId, 5000))
  expect([after.rows, again.data.task]).toEqual([41, 'classification'])
  expect([...after.inputs.values.slice(0, 80)]).toEqual([...rows.inputs.values])
  expect([...after.inputs.values.slice(80), ...after.targets.values.slice(40)]).toEqual([0.5, -0.25, 1])
})

it('of three classes the third is a row 0, 0, 1', async () => {
  const service = createService()
  const source = {
    kind: 'inline',
    inputs: [
      [0, 0],
      [1, 0],
      [0, 1],
    ],
    targets: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  } as const
  const opened = take(
    await service.open(
      { data: { source: structuredClone(source) as never }, network: { layers: [{ units: 3 }] } },
      [],
    ),
  )
  const rows = take(await service.readRows(opened.runId, 5000))
  const { data } = withPoint(opened.experiment, rows, [1, 2], 2)
  expect(data.source.kind === 'inline' && data.source.targets.at(-1)).toEqual([0, 0, 1])
})
