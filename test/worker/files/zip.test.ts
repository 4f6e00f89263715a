import { deflateSync, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { computeCrc32 } from '../../../src-worker/core/crc32'
import { readZip } from '../../../src-worker/files/zipReader'
import { writeZip } from '../../../src-worker/files/zipWriter'
import { patchZip } from './zipMutation'

const text = (value: string) => new TextEncoder().encode(value)
const allowed = new Set(['a.txt', 'b.bin'])
const sample = () =>
  writeZip([
    { name: 'a.txt', bytes: text('words '.repeat(50)), compress: true },
    { name: 'b.bin', bytes: Uint8Array.of(1, 2, 3), compress: false },
  ])

const find = (bytes: Uint8Array<ArrayBuffer>, names: ReadonlySet<string> = allowed) => {
  const read = readZip(bytes, 'x.zip', names)
  if (read.ok) throw new Error('expected a refusal')
  expect(read.error).toMatchObject({ code: 'invalidFile', file: 'x.zip' })
  return read.error.problems[0]!
}
const sized = (index: number, compressed: number, size: number) => ({
  local: [
    [18, compressed],
    [22, size],
  ] as [number, number][],
  central: [
    [20, compressed],
    [24, size],
  ] as [number, number][],
  index,
})

describe('a zip', () => {
  it('comes back from the reader and from an independent one, and is the same for the same entries', () => {
    const bytes = sample()
    const read = readZip(bytes, 'x.zip', allowed)
    expect(read.ok && Array.from(read.value.keys())).toEqual(['a.txt', 'b.bin'])
    expect(read.ok && read.value.get('b.bin')).toEqual(Uint8Array.of(1, 2, 3))
    const independent = unzipSync(bytes)
    expect(new TextDecoder().decode(independent['a.txt'])).toBe('words '.repeat(50))
    expect(independent['b.bin']).toEqual(Uint8Array.of(1, 2, 3))
    expect(sample()).toEqual(bytes)
    expect(bytes.length).toBeLessThan(300)
  })

  it('of another writer is read, stored or deflated, and an empty one', () => {
    const other = zipSync({
      'a.txt': [text('abc'.repeat(99)), { level: 9 }],
      'b.bin': [text(''), { level: 0 }],
    })
    const read = readZip(other, 'x.zip', allowed)
    expect(read.ok && read.value.get('a.txt')!.length).toBe(297)
    expect(read.ok && read.value.get('b.bin')!.length).toBe(0)
    const empty = readZip(writeZip([]), 'x.zip', allowed)
    expect(empty.ok && empty.value.size).toBe(0)
  })

  it('stores 2 MiB of zeros, which deflate would make 1,000 times smaller than the reader takes', () => {
    const bytes = writeZip([{ name: 'b.bin', bytes: new Uint8Array(2 * 1024 * 1024), compress: true }])
    expect(bytes.length).toBeGreaterThan(2 * 1024 * 1024)
    expect(readZip(bytes, 'x.zip', allowed).ok).toBe(true)
  })

  it('has the checksum of the standard’s test text, cbf43926', () => {
    expect(computeCrc32(text('123456789')).toString(16)).toBe('cbf43926')
    expect(computeCrc32(new Uint8Array(0))).toBe(0)
  })
})

describe('a zip from an enemy is refused:', () => {
  it('a bomb of 3 MiB in 3 KiB, by its ratio', () => {
    const bomb = zipSync({ 'b.bin': new Uint8Array(3 * 1024 * 1024) })
    expect(find(bomb)).toMatchObject({ path: 'b.bin', expected: 'at most 100 bytes from one' })
  })

  it('a bomb that states 300 bytes and holds 3 MiB, before it is inflated further', () => {
    const bomb = zipSync({ 'b.bin': new Uint8Array(3 * 1024 * 1024) })
    const { index, ...edits } = sized(0, deflateSync(new Uint8Array(3 * 1024 * 1024)).length, 300)
    expect(find(patchZip(bomb, index, edits, 4))).toMatchObject({ path: 'b.bin', actual: 'more' })
  })

  it('entries of 257 MiB, and 129 entries', () => {
    const size = 257 * 1024 * 1024
    const edits = { local: [[22, size]], central: [[24, size]] } as Parameters<typeof patchZip>[2]
    expect(find(patchZip(sample(), 0, edits, 4))).toMatchObject({
      path: 'a.txt',
      expected: 'at most 268435456 bytes',
    })
    const many = zipSync(Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`e${i}`, text('x')])))
    expect(find(many)).toMatchObject({ expected: 'at most 128 entries', actual: '129' })
  })

  it('the same name twice', () => {
    const twice = writeZip([
      { name: 'a.txt', bytes: text('1'), compress: false },
      { name: 'a.txt', bytes: text('2'), compress: false },
    ])
    expect(find(twice)).toMatchObject({ path: 'a.txt', expected: 'each entry once' })
  })

  it.each(['../evil', '/etc/passwd', 'C:\\evil', 'a/b', '.hidden', '', 'ä.txt', 'a\u0000b', 'x'.repeat(129)])(
    'the name %j',
    (name) => {
      const bytes = writeZip([{ name, bytes: text('x'), compress: false }])
      expect(find(bytes, new Set([name])).path).toBe('entry 1')
    },
  )

  it.each(['__proto__', 'constructor', 'toString', 'c.txt'])(
    'the name %s, which does not belong here',
    (name) => {
      const bytes = writeZip([{ name, bytes: text('x'), compress: false }])
      expect(find(bytes)).toMatchObject({ path: name, actual: 'an entry of this name' })
    },
  )

  it('a wrong checksum, in both headers or in the bytes', () => {
    const edits = { local: [[14, 7]], central: [[16, 7]] } as Parameters<typeof patchZip>[2]
    expect(find(patchZip(sample(), 1, edits, 4))).toMatchObject({
      path: 'b.bin',
      expected: 'bytes with the checksum 00000007',
    })
  })

  it('a local header that says otherwise than the directory', () => {
    for (const [at, size] of [
      [14, 4],
      [18, 4],
      [22, 4],
      [8, 2],
      [26, 2],
    ] as const) {
      const { path } = find(patchZip(sample(), 0, { local: [[at, 0]] }, size))
      expect(path, `byte ${at}`).toBe('a.txt')
    }
  })

  it('a size that lies by one, up or down', () => {
    for (const size of [299, 301]) {
      const edits = { local: [[22, size]], central: [[24, size]] } as Parameters<typeof patchZip>[2]
      expect(find(patchZip(sample(), 0, edits, 4))).toMatchObject({
        path: 'a.txt',
        expected: `${size} bytes as it states`,
      })
    }
  })

  it('an encrypted entry, one with its sizes behind it, and an unknown method', () => {
    const flags = (value: number) =>
      ({ local: [[6, value]], central: [[8, value]] }) as Parameters<typeof patchZip>[2]
    expect(find(patchZip(sample(), 0, flags(1), 2)).actual).toBe('an encrypted one')
    expect(find(patchZip(sample(), 0, flags(8), 2)).actual).toBe('flags 8')
    const method = { local: [[8, 14]], central: [[10, 14]] } as Parameters<typeof patchZip>[2]
    expect(find(patchZip(sample(), 0, method, 2)).actual).toBe('method 14')
  })

  it('entries that overlap, bytes between them, before or behind, and a comment', () => {
    expect(find(patchZip(sample(), 1, { central: [[42, 0]] }, 4)).path).toBe('b.bin')
    const bytes = sample()
    const padded = Uint8Array.from([0, ...bytes])
    expect(find(padded)).toMatchObject({ expected: 'a directory that lies before the end record' })
    expect(find(Uint8Array.from([...bytes, 0])).expected).toBe('a zip file that ends with its directory')
    const commented = Uint8Array.from([...bytes, 0])
    commented[bytes.length - 2] = 1
    expect(find(commented).expected).toBe('a zip file that ends with its directory')
  })

  it('deflated bytes that are none, and ones that are cut', () => {
    const bytes = sample()
    const broken = bytes.slice()
    broken.fill(0xff, 36, 40)
    expect(find(broken).path).toBe('a.txt')
    expect(find(bytes.slice(0, 50)).expected).toBe('a zip file that ends with its directory')
    expect(find(new Uint8Array(0)).expected).toBe('a zip file that ends with its directory')
  })

  it('too large to write, with what would fit', () => {
    const items = Array.from({ length: 129 }, (_, i) => ({
      name: `e${i}`,
      bytes: text('x'),
      compress: false,
    }))
    expect(() => writeZip(items)).toThrow('at most 128 entries')
  })
})
