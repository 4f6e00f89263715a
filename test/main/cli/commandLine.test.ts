import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../src-main/cli/commandLine'
import { findJsonFault } from '../../../src-main/cli/findJsonFault'
import { formatDuration, formatProgress } from '../../../src-main/cli/progress'
import { getShareDone } from '../../../src-worker/sweep/shareDone'
import fc from 'fast-check'

describe('the command line', () => {
  it('reads train with a folder and JSON', () => {
    expect(readCommandLine(['train', 'a.json', '--out', 'd', '--json'])).toMatchObject({
      command: 'train',
      file: 'a.json',
      out: 'd',
      json: true,
    })
  })

  it('reads bench, which takes no file', () => {
    expect(readCommandLine(['bench', '--json'])).toMatchObject({ command: 'bench', file: '', json: true })
  })

  it('reads how a trace is printed: JSON, or a text in one of two notations', () => {
    expect(readCommandLine(['trace', 'a'])).toMatchObject({ as: 'json', notation: 'io' })
    expect(readCommandLine(['trace', 'a', '--as', 'numpy', '--notation', 'za'])).toMatchObject({
      as: 'numpy',
      notation: 'za',
    })
  })

  it('shows the help for no arguments and for --help', () => {
    expect(readCommandLine([])).toBeNull()
    expect(readCommandLine(['--help'])).toBeNull()
  })

  it.each([
    [
      ['fly', 'x'],
      'command: expected one of train, sweep, trace, check, export, certify, info, bench, found "fly"',
    ],
    [['bench', 'x'], 'bench: expected no file, found "x"'],
    [['train'], 'train: expected a file, found nothing'],
    [['train', 'a', '--output', 'x'], '--output: expected an option that chainrule --help names, found none'],
    [['train', 'a', '--out'], '--out: expected a value, found none'],
    [['sweep', 'a', '--list=x', '--out', 'd'], '--list: expected no value, found one'],
    [['train', 'a', '--out', '--json'], '--out: expected a value, found none'],
    [['train', 'a.json'], 'train: expected --out, found none'],
    [['trace', 'a', 'b'], 'trace: expected one file, found also "b"'],
    [['trace', 'a', '--out', 'x'], 'trace: expected no --out, found one'],
    [['trace', 'a', '--update', '-1'], '--update: expected a whole number from 1, found "-1"'],
    [['trace', 'a', '--update', '2', '--update', '3'], '--update: expected once, found twice'],
    [['trace', 'a', '--weights', 'w'], 'trace: expected no --weights, found one'],
    [
      ['train', 'a', '--out', 'x', '--orientation', 'in-out'],
      '--orientation: expected --weights with it, found none',
    ],
    [
      ['train', 'a', '--out', 'x', '--weights', 'w', '--orientation', 'row'],
      '--orientation: expected one of in-out, out-in, found "row"',
    ],
    [['trace', 'a', '--as', 'pdf'], '--as: expected one of json, latex, numpy, csv, found "pdf"'],
    [['trace', 'a', '--as', 'csv', '--json'], '--as: expected json beside --json, found "csv"'],
    [['trace', 'a', '--notation', 'za'], '--notation: expected --as latex, numpy or csv with it, found JSON'],
    [['trace', 'a', '--as', 'csv', '--notation', 'xy'], '--notation: expected one of io, za, found "xy"'],
    [['check', 'a', '--as', 'csv'], 'check: expected no --as, found one'],
    [['trace', 'a', '--update', '0'], '--update: expected a whole number from 1, found "0"'],
    [
      ['train', 'a', '--out', 'x', '--updates', '1e3'],
      '--updates: expected a whole number from 1, found "1e3"',
    ],
  ])('refuses %j', (args, line) => {
    expect(() => readCommandLine(args)).toThrow(line)
  })
})

describe('findJsonFault', () => {
  it.each([
    ['', 1, 1, 'a JSON value', 'the end of the file'],
    ['{"a": NaN}', 1, 7, 'a JSON value', '"NaN}"'],
    ['{"a": 1,\n "b" 2}', 2, 6, '":"', '"2}"'],
    ['[1, 2', 1, 6, '"," or "]"', 'the end of the file'],
    ['{a: 1}', 1, 2, 'a field name in double quotes', '"a:"'],
    ['[1] 2', 1, 5, 'the end of the file', '"2"'],
    ['["a\nb"]', 1, 2, 'a text in double quotes', '"\\"a"'],
    ['[01]', 1, 3, '"," or "]"', '"1]"'],
  ])('of %j is at line %i, column %i', (text, line, column, expected, actual) => {
    expect(findJsonFault(text)).toEqual({ line, column, expected, actual })
  })

  it('finds none exactly where JSON.parse finds none', () => {
    const parses = (text: string) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const mutated = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
      .map(
        ([text, at, extra]) =>
          text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1)),
      )
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), mutated, fc.string()),
        (text) => (findJsonFault(text) === null) === parses(text),
      ),
      { numRuns: 1000 },
    )
  })
})

describe('progress', () => {
  it('is the share of the way from where it began to the nearest rule', () => {
    expect(getShareDone({ update: 1250, updatesPerEpoch: 10 }, { updates: 1500, epochs: 900 }, 1000)).toBe(
      0.5,
    )
    expect(getShareDone({ update: 5, updatesPerEpoch: 10 }, { cost: 0.1 }, 0)).toBeNull()
  })

  it('says rate, cost and time left', () => {
    const frame = { update: 500, epoch: 5, updatesPerEpoch: 100, cost: 0.125, updatesPerSecond: 100 }
    const line = formatProgress(frame as Parameters<typeof formatProgress>[0], { updates: 1000 }, 0)
    expect(line).toContain(' 50 %  update 500, epoch 5, cost 0.125000  100 updates/s  5.0 s left')
    expect(formatDuration(75)).toBe('1 min 15 s')
  })
})
