/** A drawing as an SVG file that stands alone: no script, no style sheet, no font but the reader's own. */
import type { Drawing, Place, Shape } from './drawing'

export function writeSvg(drawing: Drawing): string {
  const { width, height, plot, fonts, title, description, ground, shapes } = drawing
  const box = `x="${plot.left}" y="${plot.top - 2}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top + 4}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="${escapeXml(fonts)}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<defs><clipPath id="plot"><rect ${box}/></clipPath></defs>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...shapes.map((shape) => writeShape(shape, ground)),
    '</svg>\n',
  ].join('\n')
}

function writeShape(shape: Shape, ground: string): string {
  switch (shape.kind) {
    case 'line': {
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"`
      return `<path d="${writePath(shape.places)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.width}" stroke-linejoin="round"${dash}${clip(shape)}/>`
    }
    case 'area':
      return `<path d="${writePath(shape.places)}Z" fill="${shape.fill}"/>`
    case 'circle': {
      const [x, y] = shape.at
      return `<circle cx="${round(x)}" cy="${round(y)}" r="${shape.radius}" fill="${shape.fill}" stroke="${shape.stroke}"${clip(shape)}/>`
    }
    case 'text': {
      const [x, y] = [round(shape.at[0]), round(shape.at[1])]
      const weight = shape.bold === true ? ' font-weight="600"' : ''
      const anchor = shape.anchor === undefined ? '' : ` text-anchor="${shape.anchor}"`
      const turned =
        shape.turned === true
          ? ` transform="rotate(-90 ${x} ${y})" stroke="${ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
          : ''
      return `<text x="${x}" y="${y}" font-size="${shape.size}" fill="${shape.fill}"${weight}${anchor}${turned}>${escapeXml(shape.text)}</text>`
    }
  }
}

const clip = ({ clipped }: { clipped?: boolean }): string =>
  clipped === true ? ' clip-path="url(#plot)"' : ''

const writePath = (places: readonly Place[]): string =>
  places.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')

/** To a hundredth of a pixel. */
const round = (value: number): string => String(Math.round(value * 100) / 100)

export const escapeXml = (text: string): string =>
  text
    // All that is not a Char of XML 1.0, production 2.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
