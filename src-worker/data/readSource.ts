import type { Dataset } from '../core/dataset'
import { createLabError, type LabError } from '../protocol/errors'
import type { Attachment } from '../protocol/tables'
import type { DataSource, SourceOf } from '../spec/experiment'
import type { BundledName, TaskName } from '../spec/names'
import { fail, succeed, type Result } from '../spec/problem'
import { createIdxDataset } from './createIdxDataset'
import { createInlineDataset } from './createInlineDataset'
import { createTableDataset } from './createTableDataset'
import { generateDataset } from './generateDataset'
import { readTable } from './readTable'

/** What a bundled set is meant for when the experiment does not say. */
const bundledRoles: Record<BundledName, { target: string; task: TaskName }> = {
  iris: { target: 'species', task: 'classification' },
  wine: { target: 'cultivar', task: 'classification' },
  penguins: { target: 'species', task: 'classification' },
  digits: { target: 'digit', task: 'classification' },
}

/**
 * Reads a data source into a dataset.
 * @param outputUnits units of the output layer; null when there is no network yet.
 * @param attachments bytes of the files that the source names.
 */
export function readSource(
  source: DataSource,
  outputUnits: number | null,
  attachments: Attachment[],
): Result<Dataset, LabError> {
  switch (source.kind) {
    case 'inline':
      return createInlineDataset(source, outputUnits)
    case 'generator':
      return generateDataset(source, outputUnits)
    case 'bundled':
      return readBundled(source, outputUnits, attachments)
    case 'file':
      return readFile(source, outputUnits, attachments)
    case 'idx':
      return readIdxPair(source, outputUnits, attachments)
  }
}

function findBytes(attachments: Attachment[], path: string): Result<Uint8Array, LabError> {
  const found = attachments.find((attachment) => attachment.path === path)
  if (found !== undefined) return succeed(found.bytes)
  const problem = { path: '', expected: `the file ${path}`, actual: 'no such file' }
  return fail(createLabError('missingFile', `the file ${path} is missing`, path, [problem]))
}

function readBundled(
  source: SourceOf<'bundled'>,
  outputUnits: number | null,
  attachments: Attachment[],
): Result<Dataset, LabError> {
  const bytes = findBytes(attachments, `bundled:${source.name}`)
  if (!bytes.ok) return bytes
  const file = `${source.name}.csv`
  const table = readTable(bytes.value, file, { header: true, delimiter: ',', decimal: '.' })
  if (!table.ok) return table
  const roles = bundledRoles[source.name]
  const target = source.target ?? roles.target
  const task = source.task ?? (target === roles.target ? roles.task : undefined)
  return createTableDataset(table.value, { ...source, target, task }, file, outputUnits)
}

function readFile(
  source: SourceOf<'file'>,
  outputUnits: number | null,
  attachments: Attachment[],
): Result<Dataset, LabError> {
  const bytes = findBytes(attachments, source.path)
  if (!bytes.ok) return bytes
  const { header, delimiter, decimal } = source
  const table = readTable(bytes.value, source.path, { header, delimiter, decimal })
  if (!table.ok) return table
  return createTableDataset(table.value, source, source.path, outputUnits)
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
