import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catchFault } from '../../../src-worker/files/fileFault'
import { formatJson } from '../../../src-worker/files/formatJson'
import { decodeJson } from '../../../src-worker/files/safeJson'

const text = (value: string) => new TextEncoder().encode(value)
const find = (bytes: Uint8Array, most?: number) => {
  const read = catchFault('x.json', () => decodeJson(bytes, most))
  if (read.ok) throw new Error('expected a refusal')
  return read.error.problems[0]!
}

describe('JSON from an unknown source', () => {
  it('is what JSON.parse makes of it, for 300 random values', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const read = catchFault('x.json', () => decodeJson(text(json)))
        if (read.ok) expect(read.value).toEqual(JSON.parse(json))
        else expect(json).toMatch(/__proto__|constructor|prototype|"/)
      }),
      { numRuns: 300 },
    )
  })

  it.each<[string, string, string]>([
    ['a prototype', '{"a": [{"__proto__": {"x": 1}}]}', 'no field of this name'],
    ['a prototype behind escapes', '{"\\u005f_proto__" : 1}', 'no field of this name'],
    ['a constructor', '{"constructor": 1}', 'no field of this name'],
    ['the field prototype', '{"prototype": 1}', 'no field of this name'],
    ['a field twice', '{"a": 1, "b": 2, "a": 3}', 'each field once'],
    ['a field twice by escapes', '{"a": 1, "\\u0061": 3}', 'each field once'],
    ['33 levels', '['.repeat(33) + ']'.repeat(33), 'at most 32 levels of lists and objects'],
    ['a million open brackets', '['.repeat(1_000_000), 'at most 32 levels of lists and objects'],
    ['a text without an end', '"abc', 'valid JSON'],
    ['a wrong escape in a name', '{"\\x": 1}', 'valid JSON'],
    ['NaN', '[NaN]', 'valid JSON'],
    ['nothing', '', 'valid JSON'],
    ['a byte order mark', '\ufeff{}', 'valid JSON'],
    ['two values', '{} {}', 'valid JSON'],
  ])('is refused with %s', (_name, json, expected) => {
    expect(find(text(json)).expected).toBe(expected)
  })

  it('is refused above its bytes, and when it is not UTF-8', () => {
    expect(find(text('[1, 2]'), 5)).toMatchObject({ expected: 'at most 5 bytes of JSON', actual: '6 bytes' })
    expect(find(new Uint8Array(4 * 1024 * 1024 + 1)).expected).toBe('at most 4194304 bytes of JSON')
    expect(find(Uint8Array.of(0x22, 0xff, 0x22)).expected).toBe('JSON in UTF-8')
  })

  it('takes 32 levels, the same field in two objects, and forbidden names as texts', () => {
    for (const json of ['['.repeat(32) + ']'.repeat(32), '[{"a": 1}, {"a": "__proto__"}]']) {
      expect(decodeJson(text(json))).toEqual(JSON.parse(json))
    }
  })
})

describe('the lab’s own JSON', () => {
  it('keeps every finite double, −0 included, in 300 random lists', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        expect(JSON.parse(formatJson({ numbers }))).toStrictEqual({ numbers })
      }),
      { numRuns: 300 },
    )
  })

  it('has one field a line and one row a line', () => {
    const value = {
      a: [
        [1, -0],
        [2.5, 1e21],
      ],
      b: null,
      c: undefined,
      d: { e: 'x' },
      f: [],
      g: {},
    }
    expect(formatJson(value)).toBe(
      '{\n  "a": [\n    [1, -0],\n    [2.5, 1e+21]\n  ],\n  "b": null,\n  "d": {\n    "e": "x"\n  },\n  "f": [],\n  "g": {}\n}\n',
    )
  })

  it('has no form for NaN', () => {
    expect(() => formatJson([NaN])).toThrow('NaN')
  })
})
