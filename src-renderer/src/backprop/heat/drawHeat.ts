/** A heat-map on a canvas: blocks with lines between them, or where they are small a pixel a number, enlarged by the page. */
import { readToken } from '../../ui/tokens'

/** One block: a colour of the theme mixed into the ground, and a cross where colour alone must not tell. */
export interface HeatPaint {
  /** Name of a token, `--seq-hi`. */
  token: string
  /** Share of the colour, 0 to 1. */
  share: number
  crossed: boolean
}

type Paint = (index: number) => HeatPaint
type Rgb = [number, number, number]

/** Blocks from this size on have a line between them. */
const smallestBlock = 6
const smallestCross = 8
const faintest = 0.08

export function drawHeat(
  canvas: HTMLCanvasElement,
  rows: number,
  columns: number,
  block: number,
  paint: Paint,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  if (block < smallestBlock) {
    canvas.width = columns
    canvas.height = rows
    drawPixels(context, rows, columns, paint)
    return
  }
  const scale = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1
  canvas.width = Math.round(columns * block * scale)
  canvas.height = Math.round(rows * block * scale)
  context.scale(scale, scale)
  for (let index = 0; index < rows * columns; index++) {
    drawBlock(context, (index % columns) * block, Math.floor(index / columns) * block, block, paint(index))
  }
}

function drawBlock(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  block: number,
  { token, share, crossed }: HeatPaint,
): void {
  const size = block - 1
  context.globalAlpha = Math.max(faintest, Math.min(1, share))
  context.fillStyle = readToken(token)
  context.fillRect(x, y, size, size)
  if (!crossed || block < smallestCross) return
  context.globalAlpha = 1
  context.strokeStyle = readToken('--ink')
  context.beginPath()
  context.moveTo(x + 2, y + 2)
  context.lineTo(x + size - 2, y + size - 2)
  context.moveTo(x + size - 2, y + 2)
  context.lineTo(x + 2, y + size - 2)
  context.stroke()
}

function drawPixels(context: CanvasRenderingContext2D, rows: number, columns: number, paint: Paint): void {
  const image = context.createImageData(columns, rows)
  const colours = new Map<string, Rgb>()
  for (let index = 0; index < rows * columns; index++) {
    const { token, share } = paint(index)
    const colour = colours.get(token) ?? readRgb(token)
    colours.set(token, colour)
    image.data.set([...colour, Math.round(255 * Math.max(faintest, Math.min(1, share)))], index * 4)
  }
  context.putImageData(image, 0, 0)
}

/** Lets a canvas read the colour, in whatever notation it stands. */
function readRgb(token: string): Rgb {
  // Kept off the graphics card: reading a pixel back from there can take a second.
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return [0, 0, 0]
  context.fillStyle = readToken(token)
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}
