/** Draws the map of costs: colours, contour lines, hatching where a cost is not finite. */
import type { CostSurface } from '../../../../src-worker/protocol/surface'
import { findContour } from '../../network/contour'
import { prepareCanvas } from '../../network/drawMap'
import { createLevels, type CostScale } from './costScale'
import { mixChannel, type SurfacePalette } from './surfaceColours'

export interface MapScene {
  surface: CostSurface
  scale: CostScale
  palette: SurfacePalette
}

const contours = 11

/** @param width, height of the canvas in px of the page */
export function drawSurfaceMap(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  scene: MapScene,
): void {
  const context = prepareCanvas(canvas, width, height)
  if (!context) return
  context.fillStyle = scene.palette.stage
  context.fillRect(0, 0, width, height)
  drawColours(context, width, height, scene)
  drawContours(context, width, height, scene)
  drawHatching(context, width, height, scene)
}

/** A pixel a grid point, the first row at the top: costs that are not finite stay clear. */
export function paintCosts(
  pixels: Uint8ClampedArray,
  { values, resolution }: CostSurface,
  scale: CostScale,
  stops: SurfacePalette['stops'],
): void {
  for (let row = 0, from = 0; row < resolution; row++) {
    for (let column = 0; column < resolution; column++, from++) {
      const share = scale.shareOf(values[from]!)
      const at = ((resolution - 1 - row) * resolution + column) * 4
      pixels[at + 3] = Number.isNaN(share) ? 0 : 255
      if (Number.isNaN(share)) continue
      pixels[at] = mixChannel(stops, share, 0)
      pixels[at + 1] = mixChannel(stops, share, 1)
      pixels[at + 2] = mixChannel(stops, share, 2)
    }
  }
}

function drawColours(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: MapScene,
): void {
  const { resolution } = scene.surface
  const small = new OffscreenCanvas(resolution, resolution)
  const inner = small.getContext('2d')
  if (!inner) return
  const image = inner.createImageData(resolution, resolution)
  paintCosts(image.data, scene.surface, scene.scale, scene.palette.stops)
  inner.putImageData(image, 0, 0)
  // The outermost points lie on the edge, so the picture reaches half a pixel over it.
  const overX = width / (resolution - 1) / 2
  const overY = height / (resolution - 1) / 2
  context.imageSmoothingQuality = 'high'
  context.drawImage(small, -overX, -overY, width + 2 * overX, height + 2 * overY)
}

function drawContours(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: MapScene,
): void {
  const { surface, scale, palette } = scene
  const stepX = width / (surface.resolution - 1)
  const stepY = height / (surface.resolution - 1)
  context.beginPath()
  for (const level of createLevels(scale, contours)) {
    const pieces = findContour(surface.values, surface.resolution, level)
    for (let at = 0; at < pieces.length; at += 4) {
      // Between a finite and an infinite cost there is no place of the level.
      if (!Number.isFinite(pieces[at]! + pieces[at + 1]! + pieces[at + 2]! + pieces[at + 3]!)) continue
      context.moveTo(pieces[at]! * stepX, height - pieces[at + 1]! * stepY)
      context.lineTo(pieces[at + 2]! * stepX, height - pieces[at + 3]! * stepY)
    }
  }
  context.strokeStyle = palette.ink
  context.globalAlpha = 0.35
  context.lineWidth = 0.8
  context.stroke()
  context.globalAlpha = 1
}

/** Slanted lines over every grid point without a finite cost. */
function drawHatching(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: MapScene,
): void {
  const { values, resolution } = scene.surface
  if (values.every(Number.isFinite)) return
  const stepX = width / (resolution - 1)
  const stepY = height / (resolution - 1)
  context.save()
  context.beginPath()
  for (let at = 0; at < values.length; at++) {
    if (Number.isFinite(values[at]!)) continue
    const x = (at % resolution) * stepX
    const y = height - Math.floor(at / resolution) * stepY
    context.rect(x - stepX / 2, y - stepY / 2, stepX, stepY)
  }
  context.clip()
  context.fillStyle = scene.palette.stage
  context.fillRect(0, 0, width, height)
  context.beginPath()
  for (let x = -height; x < width; x += 6) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.strokeStyle = scene.palette.muted
  context.lineWidth = 1
  context.stroke()
  context.restore()
}
