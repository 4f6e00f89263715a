import { describe, expect, it } from 'vitest'
import {
  kindOfFile,
  readExperimentFile,
  suggestFileName,
} from '../../../src-renderer/src/files/readExperimentFile'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('an experiment file', () => {
  it('is read', () => {
    expect(readExperimentFile('xor.json', bytesOf(JSON.stringify(exampleExperiment)))).toMatchObject({
      ok: true,
      value: { name: 'XOR' },
    })
  })

  it('that is no JSON, or no experiment, is refused by its name with each place', () => {
    expect(readExperimentFile('a.json', bytesOf('{'))).toMatchObject({
      error: { code: 'invalidFile', file: 'a.json' },
    })
    const reply = readExperimentFile('b.json', bytesOf('{"network":{"layers":[{"units":0}]}}'))
    expect(reply.ok ? [] : reply.error.problems.map((problem) => problem.path)).toContain(
      'network.layers[0].units',
    )
  })
})

describe('file names', () => {
  it('say what a file is', () => {
    expect(['a.CHAINRULE', 'b.json', 'c.tsv', 'd.png', 'e'].map(kindOfFile)).toEqual([
      'session',
      'experiment',
      'table',
      'other',
      'other',
    ])
  })

  it('are made of what a file system takes', () => {
    expect(suggestFileName('a/b: c?')).toBe('a b  c.chainrule')
    expect(suggestFileName('???')).toBe('experiment.chainrule')
  })
})
