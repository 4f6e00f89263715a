import { beforeAll, describe, expect, it } from 'vitest'
import { readSession } from '../../../src-worker/files/sessionReader'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import { appVersion, createSession } from './sampleSession'
import { forgeSession, readEntryText } from './zipMutation'

let bytes: Uint8Array<ArrayBuffer>
let text: string

beforeAll(async () => {
  bytes = await writeSession(createSession(), appVersion)
  text = readEntryText(bytes, 'timeline.json')
})

async function findFault(timeline: string) {
  const read = await readSession(await forgeSession(bytes, { 'timeline.json': timeline }), 'a.chainrule')
  if (read.ok) throw new Error('expected a refusal')
  return read.error.problems[0]!
}

describe('the timeline of a session', () => {
  it('keeps changes, a weight set by hand and bookmarks', async () => {
    const document = createSession()
    const parameter = { layer: 1, kind: 'W', row: 0, column: 2, value: -0.25 } as const
    const last = document.changes.at(-1)!
    const changes = [...document.changes, { update: 3, training: last.training, parameter }]
    const read = await readSession(await writeSession({ ...document, changes }, appVersion), 'a.chainrule')
    if (!read.ok) throw new Error(read.error.message)
    expect(read.value.changes).toEqual(changes)
    expect(read.value.bookmarks).toEqual([{ update: 1, note: 'the first' }])
  })

  it.each<[string, (timeline: string) => string, string]>([
    [
      'a change beyond the newest update',
      (one) => one.replace('"update": 2', '"update": 9'),
      'changes[1].update',
    ],
    ['changes out of order', (one) => one.replace('"update": 0', '"update": 3'), 'changes[1].update'],
    [
      'settings that are not those now',
      (one) => one.replaceAll('"seed": 1', '"seed": 7'),
      'changes[1].training',
    ],
    [
      'a bookmark beyond the newest update',
      (one) => one.replace('"update": 1', '"update": 5'),
      'bookmarks[0].update',
    ],
    ['no start', () => '{"changes": [], "bookmarks": []}', 'changes'],
    ['an unknown field', (one) => one.replace('"note"', '"x": 1, "note"'), 'bookmarks[0].x'],
    ['a weight that is none', (one) => one.replace('"bookmarks"', '"more": 1, "bookmarks"'), 'more'],
  ])('is refused for %s', async (_, forge, path) => {
    expect(forge(text)).not.toBe(text)
    expect((await findFault(forge(text))).path).toBe(`timeline.json: ${path}`)
  })
})

describe('a session of before there was a timeline', () => {
  const openWithout = async (events: string) => {
    const forged = await forgeSession(bytes, { 'timeline.json': null, 'events.json': events })
    const read = await readSession(forged, 'a.chainrule')
    if (!read.ok) throw new Error(read.error.message)
    return read.value.changes.map(({ update }) => update)
  }

  it('without changes can be looked back through from its start', async () => {
    expect(await openWithout('[]')).toEqual([0])
  })

  it('with changes only from where it stood: the settings before are not known', async () => {
    expect(await openWithout('[{"update": 2, "field": "l2", "before": "0", "after": "0.01"}]')).toEqual([4])
  })
})
