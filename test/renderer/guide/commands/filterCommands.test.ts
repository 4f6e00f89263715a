import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterCommands } from '../../../../src-renderer/src/guide/commands/filterCommands'

const make = (group: string, ...titles: string[]) => ({ titles, others: [group] })
const items = [
  make('Training', 'Run or pause'),
  make('File', 'Save as'),
  make('Export', 'Weights, NPZ for NumPy'),
  make('导出 Export', '权重，CSV', 'Weights, CSV'),
  make('Stage', 'Weights'),
  make('File', 'Import weights…'),
]
const find = (text: string): string[] => filterCommands(items, text).map(({ titles }) => titles[0]!)

describe('the filter of the command list', () => {
  it('shows all without a word, in their order', () => {
    expect(filterCommands(items, '  ')).toEqual(items)
  })

  it('takes words in any order, in any case, of the title and the group', () => {
    expect(find('npz weights')).toEqual(['Weights, NPZ for NumPy'])
    expect(find('EXPORT csv')).toEqual(['权重，CSV'])
    expect(find('pause RUN')).toEqual(['Run or pause'])
    expect(find('weights zzz')).toEqual([])
  })

  it('finds a Chinese title by its own words and by the English ones, wide letters too', () => {
    expect([find('权重'), find('weights, csv'), find('ＣＳＶ')]).toEqual(Array(3).fill(['权重，CSV']))
  })

  it('has titles that begin with the text first, then those with a word that does', () => {
    expect(find('weights')).toEqual(['Weights, NPZ for NumPy', '权重，CSV', 'Weights', 'Import weights…'])
    expect(find('a')[0]).toBe('Save as')
  })

  it('narrows: a longer text finds no more', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aeiwrnup s权导'), maxLength: 8 })
    fc.assert(
      fc.property(text, text, (one, more) => {
        const [wide, narrow] = [filterCommands(items, one), filterCommands(items, `${one} ${more}`)]
        expect(narrow.every((item) => wide.includes(item))).toBe(true)
      }),
    )
  })
})
