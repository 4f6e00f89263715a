import { describe, expect, it } from 'vitest'
import { describeProblems } from '../../../src-main/cli/failure'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'

describe('the line for the person', () => {
  it('names the misspelt field beside the one that is missing by it', () => {
    const { network, ...rest } = exampleExperiment
    const parsed = parseExperiment({ ...rest, netwrok: network })
    expect(parsed.ok ? '' : describeProblems('a.json', parsed.error)).toBe(
      'a.json: network: expected this field, found nothing; netwrok: expected no such field, found the unknown field "netwrok"',
    )
  })

  it('says three of five, and that two are more', () => {
    const problems = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, expected: 'x', actual: 'y' }))
    expect(describeProblems('f', problems)).toBe(
      'f: a: expected x, found y; b: expected x, found y; c: expected x, found y (and 2 more)',
    )
  })
})
