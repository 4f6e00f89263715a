/** Classes with a colour of their own; the others share one. */
export const mostClasses = 10

/** Colours as numbers, for pictures that are filled pixel by pixel. */
import { readToken } from '../ui/tokens'

export type Rgb = readonly [number, number, number]

/** `#abc`, `#aabbcc`, `rgb(1 2 3)`; black for anything else. */
export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1]
  if (hex !== undefined) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex
    return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16)) as [number, number, number]
  }
  const [red = 0, green = 0, blue = 0] = (/^rgba?\(([^)]*)\)/.exec(text)?.[1] ?? '')
    .split(/[\s,/]+/)
    .filter(Boolean)
    .map(Number)
  return [red, green, blue]
}

export interface Palette {
  dark: boolean
  stage: Rgb
  positive: Rgb
  negative: Rgb
  ink: string
  stageText: string
  pointPositive: string
  pointNegative: string
  /** Of the classes, in their order; the last one is for all further ones. */
  classes: Rgb[]
  classTexts: string[]
}

export function readPalette(dark: boolean): Palette {
  const classTexts = Array.from({ length: mostClasses }, (_, k) => k + 1)
    .map((k) => readToken(`class-${k}`))
    .concat(readToken('ink-3'))
  return {
    dark,
    stage: parseColour(readToken('stage')),
    positive: parseColour(readToken('pos')),
    negative: parseColour(readToken('neg')),
    ink: readToken('ink'),
    stageText: readToken('stage'),
    pointPositive: readToken('point-pos'),
    pointNegative: readToken('point-neg'),
    classes: classTexts.map(parseColour),
    classTexts,
  }
}

/** Writes mix(stage, colour, share) as an opaque pixel. */
export function putPixel(
  pixels: Uint8ClampedArray,
  at: number,
  stage: Rgb,
  colour: Rgb,
  share: number,
): void {
  pixels[at] = stage[0] + (colour[0] - stage[0]) * share
  pixels[at + 1] = stage[1] + (colour[1] - stage[1]) * share
  pixels[at + 2] = stage[2] + (colour[2] - stage[2]) * share
  pixels[at + 3] = 255
}

/** Strength of the diverging ramp of links and tiles. */
export const rampOf = (share: number): number => 0.82 * Math.min(1, Math.abs(share)) ** 0.85

export const classIndex = (palette: Palette, index: number): number =>
  Math.min(index, palette.classes.length - 1)
