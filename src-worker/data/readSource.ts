import type { Dataset } from '../core/dataset'
import { createLabError, type LabError } from '../protocol/errors'
import type { Attachment, DatasetFacts } from '../protocol/tables'
import type { DataSource, SourceOf } from '../spec/experiment'
import type { BundledName, TaskName } from '../spec/names'
import { explain, fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { createIdxDataset } from './createIdxDataset'
import { createInlineDataset } from './createInlineDataset'
import { createTableDataset } from './createTableDataset'
import { generateDataset } from './generateDataset'
import type { Gap } from './gaps'
import { readTable } from './readTable'
import type { TableMemory } from './tableMemory'
import { withinShare, type Work } from './work'

/** What a bundled set is meant for when the experiment does not say. */
const bundledRoles: Record<BundledName, { target: string; task: TaskName }> = {
  iris: { target: 'species', task: 'classification' },
  wine: { target: 'cultivar', task: 'classification' },
  penguins: { target: 'species', task: 'classification' },
  digits: { target: 'digit', task: 'classification' },
}

/** Of the time, to the texts of the table. */
const readShare = 0.5

/** What a source gives. */
export interface ReadData {
  dataset: Dataset & DatasetFacts
  /** Missing values to be filled in once the training rows are known. */
  gaps: Gap[]
}

/** What a source is read with. */
export interface ReadContext {
  /** The column that says the part of each row. */
  split: string | undefined
  /** Units of the output layer; null when there is no network yet. */
  outputUnits: number | null
  /** Bytes of the files that the source names. */
  attachments: Attachment[]
  memory: TableMemory | undefined
}

/** Reads a data source into a dataset, in pieces. */
export function* readSource(source: DataSource, context: ReadContext): Work<Result<ReadData, LabError>> {
  const { outputUnits, attachments } = context
  switch (source.kind) {
    case 'inline':
      return whole(createInlineDataset(source, outputUnits))
    case 'generator':
      return whole(generateDataset(source, outputUnits))
    case 'bundled':
      return yield* readBundled(source, context)
    case 'file':
      return yield* readFile(source, context)
    case 'idx':
      return whole(readIdxPair(source, outputUnits, attachments))
  }
}

const whole = (dataset: Result<Dataset, LabError>): Result<ReadData, LabError> =>
  dataset.ok ? succeed({ dataset: dataset.value, gaps: [] }) : dataset

function findBytes(attachments: Attachment[], path: string): Result<Uint8Array, LabError> {
  const found = attachments.find((attachment) => attachment.path === path)
  if (found !== undefined) return succeed(found.bytes)
  const problem = explain('', phrase('theFile', { name: path }), phrase('noSuchFile'))
  return fail(createLabError('missingFile', `the file ${path} is missing`, path, [problem]))
}

function* readBundled(
  source: SourceOf<'bundled'>,
  { split, outputUnits, attachments, memory }: ReadContext,
): Work<Result<ReadData, LabError>> {
  const bytes = findBytes(attachments, `bundled:${source.name}`)
  if (!bytes.ok) return bytes
  const file = `${source.name}.csv`
  const table = yield* withinShare(
    readTable(bytes.value, file, { header: true, delimiter: ',', decimal: '.' }, memory),
    0,
    readShare,
  )
  if (!table.ok) return table
  const roles = bundledRoles[source.name]
  const target = source.target ?? roles.target
  const task = source.task ?? (target === roles.target ? roles.task : undefined)
  return yield* withinShare(
    createTableDataset(table.value, { ...source, target, task, split }, file, outputUnits),
    readShare,
    1,
  )
}

function* readFile(
  source: SourceOf<'file'>,
  { split, outputUnits, attachments, memory }: ReadContext,
): Work<Result<ReadData, LabError>> {
  const bytes = findBytes(attachments, source.path)
  if (!bytes.ok) return bytes
  const { header, delimiter, decimal, encoding, arrays, alsoMissing } = source
  const table = yield* withinShare(
    readTable(
      bytes.value,
      source.path,
      { header, delimiter, decimal, encoding, arrays, alsoMissing },
      memory,
    ),
    0,
    readShare,
  )
  if (!table.ok) return table
  return yield* withinShare(
    createTableDataset(table.value, { ...source, split }, source.path, outputUnits),
    readShare,
    1,
  )
}

function readIdxPair(
  source: SourceOf<'idx'>,
  outputUnits: number | null,
  attachments: Attachment[],
): Result<Dataset, LabError> {
  const images = findBytes(attachments, source.images)
  if (!images.ok) return images
  const labels = findBytes(attachments, source.labels)
  if (!labels.ok) return labels
  return createIdxDataset({ images: images.value, labels: labels.value }, source, outputUnits)
}
