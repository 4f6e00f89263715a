import { describe, expect, it } from 'vitest'
import { hashExperiment } from '../../src-worker/files/sweepResult'
import type { Classroom } from '../../src-worker/spec/classroom'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { parseExperiment } from '../../src-worker/spec/parseExperiment'
import { formatProblem } from '../../src-worker/spec/problem'

const explain = (classroom: unknown): string => {
  const parsed = parseExperiment({ ...exampleExperiment, classroom })
  return parsed.ok ? 'ok' : parsed.error.map(formatProblem).join('\n')
}

describe('the classroom of an experiment', () => {
  it('is absent where it was absent: the digest of the example stays what it was', async () => {
    const parsed = parseExperiment(exampleExperiment)
    if (!parsed.ok) throw new Error('the example does not parse')
    expect('classroom' in parsed.value).toBe(false)
    const { length } = JSON.stringify(parsed.value)
    expect([length, (await hashExperiment(parsed.value)).slice(0, 16)]).toEqual([735, '90ad25e8814ba96a'])
  })

  it('keeps what it says, and adds nothing to it', () => {
    const classroom: Classroom = { task: 'One.\nTwo.', lock: ['data', 'exports'], hide: ['compare'] }
    const parsed = parseExperiment({ ...exampleExperiment, classroom })
    expect(parsed.ok && parsed.value.classroom).toEqual(classroom)
    const empty = parseExperiment({ ...exampleExperiment, classroom: {} })
    expect(empty.ok && JSON.stringify(empty.value.classroom)).toBe('{}')
  })

  it.each([
    [{ task: 'x'.repeat(4000) }, 'ok'],
    [{ task: 'x'.repeat(4001) }, 'classroom.task: expected a text of at most 4000 letters'],
    [{ task: '' }, 'classroom.task: expected a text of at least one letter'],
    [{ lock: ['data', 'network', 'training', 'stop', 'start', 'exports'] }, 'ok'],
    [
      { lock: ['weights'] },
      'classroom.lock[0]: expected one of data, network, training, stop, start, exports',
    ],
    [{ lock: ['data', 'data'] }, 'classroom.lock: expected each name once'],
    [{ hide: ['data', 'network', 'weights', 'compare'] }, 'ok'],
    [
      { hide: ['data', 'network', 'backprop', 'weights', 'compare'] },
      'classroom.hide: expected at most 4 of',
    ],
    [{ hidden: [] }, 'classroom.hidden: expected no such field'],
    [null, 'classroom: expected'],
  ])('%o: %s', (classroom, expected) => {
    expect(explain(classroom)).toContain(expected)
  })
})
