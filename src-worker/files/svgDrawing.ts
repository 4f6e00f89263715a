/** The parts of a figure that stands alone: no script, no style sheet, no font but the reader's own. */
import { escapeXml } from './svgText'

export const figureColours = {
  ground: '#ffffff',
  grid: '#e3e6e9',
  axis: '#868e97',
  text: '#14171a',
  label: '#4a525b',
  tick: '#636b75',
}
const fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

/** Letters of a system font are about so wide at size 12. */
export const letterWidth = 6.3

/** A tenth of a pixel. */
export const placeOf = (value: number): string => String(Math.round(value * 10) / 10)

export interface TextStyle {
  size: number
  fill: string
  weight?: number
  anchor?: 'start' | 'middle' | 'end'
  /** Upwards, with a rim of the ground's colour, for it may lie over a curve. */
  turned?: boolean
}

export function drawText(x: number, y: number, content: string, style: TextStyle): string {
  const { size: fontSize, fill, weight = 400, anchor = 'start', turned = false } = style
  const rim = ` stroke="${figureColours.ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
  const turn = turned ? ` transform="rotate(-90 ${placeOf(x)} ${placeOf(y)})"${rim}` : ''
  return `<text x="${placeOf(x)}" y="${placeOf(y)}" font-size="${fontSize}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"${turn}>${escapeXml(content)}</text>`
}

/** @param extra attributes, with a space before each */
export const drawLine = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  extra = '',
): string =>
  `<line x1="${placeOf(x1)}" y1="${placeOf(y1)}" x2="${placeOf(x2)}" y2="${placeOf(y2)}" stroke="${stroke}"${extra}/>`

/** @returns the SVG file: title and description for those who do not see it, white ground, then the body. */
export function wrapFigure(
  { width, height }: { width: number; height: number },
  title: string,
  description: string,
  body: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="${fonts}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${figureColours.ground}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}
