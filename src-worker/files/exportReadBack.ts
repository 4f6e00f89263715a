/** Exports that hold no network of their own, read again and compared with what was meant. */
import type { LayerTensors } from '../core/trainingState'
import { createLabError, LabFailure } from '../protocol/errors'
import type { NumbersReadBack, ReadBack } from '../protocol/exports'
import { decodeText, type Bytes } from './bytes'
import { listCostAxisTitles } from './costSvg'
import { hashWeights } from './digest'
import { catchFault } from './fileFault'
import { historyCsvHeader } from './historyCsv'
import { historyColumns, listHistoryLines, readHistoryCell } from './historyTable'
import { parseNumber } from './numberText'
import type { SessionDocument, SessionFile } from './sessionDocument'
import { readSessionFile } from './sessionReader'
import { readSvgTexts } from './svgReader'

/** Reading a session takes as long as writing it, and the run waits meanwhile. */
const mostSessionBytes = 32 * 1024 * 1024

/** @throws LabFailure `internal` when a cell is not the number that was meant. */
export function readHistoryCsvBack(
  bytes: Bytes,
  { history, state }: Pick<SessionDocument, 'history' | 'state'>,
): NumbersReadBack {
  const meant = listHistoryLines(history)
  const [header, ...lines] = (decodeText(bytes) ?? '').split('\n')
  const isSame = meant.every((line, n) => {
    const cells = lines[n]?.split(',') ?? []
    return historyColumns.every((name, c) => {
      const value = readHistoryCell(history, name, line)
      const isEmpty = value === null || (Number.isNaN(value) && !(name === 'cost' && state === 'diverged'))
      return isEmpty ? cells[c] === '' : Object.is(parseNumber(cells[c] ?? ''), value)
    })
  })
  if (!isSame || header !== historyCsvHeader || lines.length !== meant.length + 1 || lines.at(-1) !== '') {
    refuse('the exported history did not read back to the same numbers')
  }
  return { kind: 'numbers', largestDifference: 0, tolerance: 0, rows: meant.length }
}

/**
 * Reads the whole file as if it were opened.
 * @returns null for a file of more than 32 MiB, which is not read
 * @throws LabFailure `internal` when it does not open, or holds other weights
 */
export async function readSessionBack(
  bytes: Bytes,
  { document, kept }: { document: SessionDocument; kept: SessionFile['kept'] },
): Promise<ReadBack | null> {
  if (bytes.length > mostSessionBytes) return null
  const read = await readSessionFile(bytes, '')
  if (!read.ok) return refuse(`the session did not read back: ${read.error.message}`)
  const [meant, found] = await Promise.all([
    hashRuns({ document, kept }),
    hashRuns({ document: read.value.document, kept: read.value.kept }),
  ])
  if (meant.join() !== found.join()) refuse('the session did not read back to the same weights')
  return { kind: 'session', runs: found.length, weightsSha256: found[0]! }
}

/** Of the open run, then of those beside it. */
const hashRuns = ({ document, kept }: Pick<SessionFile, 'document' | 'kept'>): Promise<string[]> =>
  Promise.all(
    [document, ...kept.map((run) => run.document)].map(({ current }: { current: LayerTensors[] }) =>
      hashWeights(current),
    ),
  )

/** @throws LabFailure `internal` when it is no well-formed XML, or an axis has no title. */
export function readCostSvgBack(
  svg: string,
  document: Pick<SessionDocument, 'experiment' | 'history' | 'events'>,
): ReadBack {
  const read = catchFault('', () => readSvgTexts(svg))
  if (!read.ok) return refuse(`the figure did not read back: ${read.error.message}`)
  const axisTitles = listCostAxisTitles(document)
  const missing = axisTitles.find((title) => !read.value.includes(title))
  if (missing !== undefined) refuse(`the figure did not read back: it has no axis title "${missing}"`)
  return { kind: 'figure', axisTitles }
}

function refuse(message: string): never {
  throw new LabFailure(createLabError('internal', message))
}
