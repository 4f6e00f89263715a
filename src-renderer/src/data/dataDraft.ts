/** The data a person is about to choose: source, parts, scaling, and what belongs to it. Pure. */
import type { Attachment, TablePreview } from '../../../src-worker/protocol/tables'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import type { BundledName, ColumnType, MissingRule, ScalingKind } from '../../../src-worker/spec/names'

export type DataInput = ExperimentInput['data']
export type SourceInput = DataInput['source']

/** A start that can be used: where the rows come from, under what name. */
export interface Start {
  source: SourceInput
  attachments: Attachment[]
  name: string
}

export interface Preparation {
  scaling: ScalingKind
  /** Shares in per cent. */
  validation: number
  test: number
  seed: number
}

export const createData = (source: SourceInput, preparation: Preparation): DataInput => ({
  source,
  scaling: preparation.scaling,
  split: {
    validation: preparation.validation / 100,
    test: preparation.test / 100,
    seed: preparation.seed,
  },
})

export type Role = 'input' | 'target' | 'ignore'
export type Delimiter = ',' | ';' | '\t' | '|'

export interface ColumnChoice {
  name: string
  detected: ColumnType
  type: ColumnType
  role: Role
}

/** What a person may say about a table; null is found from the file. */
export interface TableOptions {
  header: boolean | null
  delimiter: Delimiter | null
  decimal: '.' | ',' | null
}

export const foundOptions: TableOptions = { header: null, delimiter: null, decimal: null }

export interface TableOrigin {
  kind: 'file' | 'bundled'
  /** File name, or name of the bundled set. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

const targetNames = ['target', 'class', 'label', 'species', 'cultivar', 'digit', 'y', 'output']

/** All columns as inputs but the one whose name says target, else the last; a target of few whole numbers is a class. */
export function chooseRoles(preview: Pick<TablePreview, 'columns'>): ColumnChoice[] {
  const named = preview.columns.findIndex((column) => targetNames.includes(column.name.toLowerCase()))
  const target = named >= 0 ? named : preview.columns.length - 1
  return preview.columns.map((column, index) => ({
    name: column.name,
    detected: column.type,
    type: index === target && isClassLike(column) ? 'category' : column.type,
    role: index === target ? 'target' : 'input',
  }))
}

function isClassLike({ name, type, distinct }: TablePreview['columns'][number]): boolean {
  if (type === 'category') return true
  const says = ['class', 'label', 'digit', 'species', 'cultivar'].includes(name.toLowerCase())
  return says && distinct !== null && distinct <= 20
}

/** A category is a target alone; number targets may be several. */
export function setRole(columns: readonly ColumnChoice[], index: number, role: Role): ColumnChoice[] {
  const chosen = columns[index]!
  return columns.map((column, k) => {
    if (k === index) return { ...column, role }
    const alone = role === 'target' && (chosen.type === 'category' || column.type === 'category')
    return alone && column.role === 'target' ? { ...column, role: 'input' } : column
  })
}

export function setType(columns: readonly ColumnChoice[], index: number, type: ColumnType): ColumnChoice[] {
  const retyped = columns.map((column, k) => (k === index ? { ...column, type } : column))
  return retyped[index]!.role === 'target' ? setRole(retyped, index, 'target') : retyped
}

/** Null until there is a target and an input. */
export function createTableStart(
  origin: TableOrigin,
  columns: readonly ColumnChoice[],
  missing: MissingRule,
  options: TableOptions,
): Start | null {
  const inputs = columns.filter((column) => column.role === 'input').map((column) => column.name)
  const targets = columns.filter((column) => column.role === 'target').map((column) => column.name)
  if (inputs.length === 0 || targets.length === 0) return null
  const changed = columns.filter((column) => column.type !== column.detected && column.role !== 'ignore')
  const shared = {
    inputs,
    target: targets.length === 1 ? targets[0]! : targets,
    missing,
    ...(changed.length > 0
      ? { types: Object.fromEntries(changed.map((column) => [column.name, column.type])) }
      : {}),
  }
  const source: SourceInput =
    origin.kind === 'bundled'
      ? { kind: 'bundled', name: origin.name as BundledName, ...shared }
      : { kind: 'file', path: origin.name, ...shared, ...saidOptions(options) }
  const path = origin.kind === 'bundled' ? `bundled:${origin.name}` : origin.name
  return {
    source,
    attachments: [{ path, bytes: origin.bytes }],
    name: origin.name.replace(/\.(csv|tsv|txt)$/i, ''),
  }
}

function saidOptions({ header, delimiter, decimal }: TableOptions) {
  return {
    ...(header === null ? {} : { header }),
    ...(delimiter === null ? {} : { delimiter }),
    ...(decimal === null ? {} : { decimal }),
  }
}

/** For `previewTable`, which takes only what was said. */
export const previewOptions = (options: TableOptions) => saidOptions(options)
