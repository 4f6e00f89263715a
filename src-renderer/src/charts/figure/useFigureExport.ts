/** What a chart shows, written to a file of the person's choice. */
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { pickScheme } from '../../ui/tokens'
import { useNotice } from '../../ui/useNotice'
import { useSaveFile } from '../../ui/useSaveFile'
import type { ChartRange, ChartSeries } from '../chartSeries'
import type { Drawing } from './drawing'
import type { Figure } from './figure'
import { layOutFigure } from './layOutFigure'
import { paintDrawing } from './paintDrawing'
import { writeSeriesCsv } from './writeSeriesCsv'
import { writeSvg } from './writeSvg'

export const figureFormats = ['png', 'svg', 'csv'] as const
export type FigureFormat = (typeof figureFormats)[number]

/** All that a file needs beside the curves' colours, which are those of print: the light theme's. */
export interface FigureRequest {
  /** Without its ending. */
  fileName: string
  /** Head of the column of x. */
  xName: string
  series: readonly ChartSeries[]
  range: ChartRange
  figure: Omit<Figure, 'series' | 'range'>
}

const mediaTypes: Record<FigureFormat, string> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
}
const pixelsPerUnit = 2

export interface FigureExport {
  /** What became of the last export, in words; empty after a while. */
  message: Readonly<Ref<string>>
  save(format: FigureFormat, request: FigureRequest): Promise<void>
}

export function useFigureExport(): FigureExport {
  const { t } = useI18n()
  const { message, say } = useNotice()
  const saveFile = useSaveFile(say)

  return {
    message,
    async save(format, request) {
      const bytes = await writeFigure(format, request)
      if (saveFile === null || bytes === null) return say(t('charts.notWritten'))
      await saveFile(`${request.fileName}.${format}`, mediaTypes[format], bytes)
    },
  }
}

type Bytes = Uint8Array<ArrayBuffer>

/** Null when the canvas gives no picture. */
async function writeFigure(format: FigureFormat, request: FigureRequest): Promise<Bytes | null> {
  const { series, range, xName, figure } = request
  if (format === 'csv') return encode(writeSeriesCsv(xName, series, range))
  const coloured = series.map((one) => ({ ...one, colour: readPrintColour(one.token) }))
  const drawing = layOutFigure({ ...figure, range, series: coloured })
  return format === 'svg' ? encode(writeSvg(drawing)) : paintPng(drawing)
}

const encode = (text: string): Bytes => new TextEncoder().encode(text)

const readPrintColour = (token: string): string =>
  pickScheme(getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim(), false)

async function paintPng(drawing: Drawing): Promise<Bytes | null> {
  const canvas = document.createElement('canvas')
  canvas.width = drawing.width * pixelsPerUnit
  canvas.height = drawing.height * pixelsPerUnit
  const context = canvas.getContext('2d')
  if (context === null) return null
  paintDrawing(context, drawing, pixelsPerUnit)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}
