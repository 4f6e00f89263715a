/** The scale of costs as colours: low costs strong, high ones pale, as on the heat-map of a sweep. */
import { parseColour, type Rgb } from '../../network/colours'
import { readToken } from '../../ui/tokens'

export interface SurfacePalette {
  /** Of the least cost, the middle and the largest. */
  stops: readonly [Rgb, Rgb, Rgb]
  ink: string
  muted: string
  line: string
  stage: string
}

export const readSurfacePalette = (): SurfacePalette => ({
  stops: [
    parseColour(readToken('seq-hi')),
    parseColour(readToken('seq-mid')),
    parseColour(readToken('seq-lo')),
  ],
  ink: readToken('ink'),
  muted: readToken('ink-3'),
  line: readToken('hair-2'),
  stage: readToken('stage'),
})

/** @param share of the scale, 0 to 1 @param channel red, green, blue */
export function mixChannel(stops: SurfacePalette['stops'], share: number, channel: 0 | 1 | 2): number {
  const [low, middle, high] = stops
  return share < 0.5
    ? low[channel] + (middle[channel] - low[channel]) * 2 * share
    : middle[channel] + (high[channel] - middle[channel]) * (2 * share - 1)
}

/** Steps of colour and of light in the table of the shaded surface. */
export const colourSteps = 96
export const lightSteps = 32

/** One colour a step of cost and a step of light, `[cost][light]`: nothing is put together while drawing. */
export function createShades(stops: SurfacePalette['stops']): string[] {
  return Array.from({ length: colourSteps * lightSteps }, (_, at) => {
    const share = Math.floor(at / lightSteps) / (colourSteps - 1)
    const light = 0.72 + (0.36 * (at % lightSteps)) / (lightSteps - 1)
    const [red, green, blue] = ([0, 1, 2] as const).map((channel) =>
      Math.round(Math.min(255, mixChannel(stops, share, channel) * light)),
    )
    return `rgb(${red},${green},${blue})`
  })
}
