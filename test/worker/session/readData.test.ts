import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const attachments: Attachment[] = [
  {
    path: 't.csv',
    bytes: encode('a,b,y,set\n1,u,0,train\nNA,v,1,train\n5,u,0,train\nNA,v,1,test\n7,,1,validation\n'),
  },
]
const experiment: ExperimentInput = {
  data: {
    source: {
      kind: 'file',
      path: 't.csv',
      target: 'y',
      missing: 'drop',
      fill: { a: 'mean', b: 'mostFrequent' },
    },
    scaling: 'standardize',
    split: { column: 'set' },
  },
  network: {
    layers: [
      { units: 2, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
  },
  training: { batchSize: 2, precision: 'float64' },
}

describe('data whose parts a column says and whose gaps were filled in', () => {
  it('comes back from a session, is saved to the same bytes and goes on to the same weights', async () => {
    const one = createService()
    const opened = take(await one.open(experiment, attachments))
    expect(opened.data).toMatchObject({
      ...{ training: 3, validation: 1, test: 1 },
      filled: [
        { column: 'a', rule: 'mean', value: 3, cells: 2 },
        { column: 'b', rule: 'mostFrequent', value: 'u', cells: 1 },
      ],
    })
    for (let k = 0; k < 5; k++) take(await one.command(opened.runId, 'stepUpdate'))
    const session = take(await one.exportRun(opened.runId, 'session'))
    const other = createService()
    const again = take(await other.openSession(session.bytes.slice(), 'a.chainrule'))
    expect(again.data).toEqual(opened.data)
    expect(take(await other.exportRun(again.runId, 'session')).bytes).toEqual(session.bytes)
    for (const [service, { runId }] of [
      [one, opened],
      [other, again],
    ] as const) {
      for (let k = 0; k < 5; k++) take(await service.command(runId, 'stepUpdate'))
    }
    const weights = take(await one.exportRun(opened.runId, 'weights-json'))
    expect(take(await other.exportRun(again.runId, 'weights-json')).bytes).toEqual(weights.bytes)
  })

  it('is read again when the split changes, and cannot be without its file', async () => {
    const service = createService()
    take(await service.open(experiment, attachments))
    const changed = { ...experiment, data: { ...experiment.data, split: { validation: 0.2 } } }
    const reply = await service.open(changed, [])
    expect(reply.ok ? 'opened' : reply.error.code).toBe('missingFile')
    expect(take(await service.open(changed, attachments)).data.validation).toBe(1)
  })
})

it('a reading that is told to stop answers cancelled, and pings are answered between its pieces', async () => {
  const service = createService()
  const bytes = encode(`a,b,y\n${'1.5,2,3\n'.repeat(200_000)}`)
  const heard: number[] = []
  const ended = await service.previewTable(bytes, {}, (done) => heard.push(done) < 2)
  expect(ended.ok ? 'read' : ended.error.code).toBe('cancelled')
  expect(heard).toHaveLength(2)
  expect(take(await service.previewTable(bytes, {})).rows).toBe(200_000)
})
