/** A drawing painted with the calls of a canvas: no image is loaded, as the page's policy has it. */
import type { Drawing, Place, Shape } from './drawing'

export type Painter = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'scale'
  | 'beginPath'
  | 'rect'
  | 'clip'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'arc'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'setLineDash'
  | 'translate'
  | 'rotate'
  | 'fillText'
  | 'strokeText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
>

/** @param scale pixels of the canvas for each of the drawing */
export function paintDrawing(painter: Painter, drawing: Drawing, scale: number): void {
  painter.save()
  painter.scale(scale, scale)
  painter.fillStyle = drawing.ground
  painter.fillRect(0, 0, drawing.width, drawing.height)
  for (const shape of drawing.shapes) {
    painter.save()
    if ('clipped' in shape && shape.clipped === true) clipTo(painter, drawing.plot)
    paintShape(painter, shape, drawing)
    painter.restore()
  }
  painter.restore()
}

function clipTo(painter: Painter, { left, right, top, bottom }: Drawing['plot']): void {
  painter.beginPath()
  painter.rect(left, top - 2, right - left, bottom - top + 4)
  painter.clip()
}

function paintShape(painter: Painter, shape: Shape, drawing: Drawing): void {
  switch (shape.kind) {
    case 'line':
      trace(painter, shape.places)
      painter.strokeStyle = shape.stroke
      painter.lineWidth = shape.width
      painter.lineJoin = 'round'
      painter.setLineDash([...(shape.dash ?? [])])
      painter.stroke()
      return
    case 'area':
      trace(painter, shape.places)
      painter.closePath()
      painter.fillStyle = shape.fill
      painter.fill()
      return
    case 'circle':
      painter.beginPath()
      painter.arc(shape.at[0], shape.at[1], shape.radius, 0, 2 * Math.PI)
      painter.fillStyle = shape.fill
      painter.strokeStyle = shape.stroke
      painter.lineWidth = 1
      painter.fill()
      painter.stroke()
      return
    case 'text':
      paintText(painter, shape, drawing)
  }
}

function paintText(painter: Painter, shape: Extract<Shape, { kind: 'text' }>, drawing: Drawing): void {
  const { anchor = 'start' } = shape
  painter.translate(shape.at[0], shape.at[1])
  painter.font = `${shape.bold === true ? 600 : 400} ${shape.size}px ${drawing.fonts}`
  painter.textAlign = anchor === 'middle' ? 'center' : anchor
  if (shape.turned === true) {
    painter.rotate(-Math.PI / 2)
    painter.strokeStyle = drawing.ground
    painter.lineWidth = 3
    painter.lineJoin = 'round'
    painter.strokeText(shape.text, 0, 0)
  }
  painter.fillStyle = shape.fill
  painter.fillText(shape.text, 0, 0)
}

function trace(painter: Painter, places: readonly Place[]): void {
  painter.beginPath()
  places.forEach(([x, y], k) => (k === 0 ? painter.moveTo(x, y) : painter.lineTo(x, y)))
}
