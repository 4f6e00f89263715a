import { describe, expect, it } from 'vitest'
import { readSvgTexts } from '../../../src-worker/files/svgReader'

describe('the reader of figures', () => {
  it('finds what the texts say, with their escaped letters', () => {
    const svg =
      '<svg a="1"><title>no</title><text x="1">a &lt; b &amp; &quot;c&quot;</text><rect/><text>d</text></svg>\n'
    expect(readSvgTexts(svg)).toEqual(['a < b & "c"', 'd'])
  })

  it.each([
    ['<svg><text>a</svg>', 'letter 12: expected an end of text, found "an end of svg"'],
    ['<svg><text>a</text>', 'letter 19: expected an end of svg, found "the end"'],
    ['<svg></svg><svg></svg>', 'letter 11: expected one root, svg, found "svg"'],
    ['<svg></svg>x', 'letter 11: expected nothing outside of svg, found "x"'],
    ['<svg>a & b</svg>', 'letter 5: expected no bare &, found "a & b"'],
    ['<svg a=1></svg>', 'letter 0: expected a tag, found "<svg a=1></svg>"'],
    ['', 'letter 0: expected an end of a root, svg, found "the end"'],
  ])('refuses %s', (svg, words) => {
    expect(() => readSvgTexts(svg)).toThrow(words)
  })
})
