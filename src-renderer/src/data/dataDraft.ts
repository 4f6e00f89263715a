/** The data a person is about to choose: source, parts, scaling, and what belongs to it. Pure. */
import type { Attachment, TablePreview } from '../../../src-worker/protocol/tables'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { limits } from '../../../src-worker/spec/limits'
import { partWords } from '../../../src-worker/spec/names'
import type {
  BundledName,
  ColumnType,
  FillRule,
  MissingRule,
  ScalingKind,
  TextEncoding,
} from '../../../src-worker/spec/names'

export type DataInput = ExperimentInput['data']
export type SourceInput = DataInput['source']

/** A start that can be used: where the rows come from, under what name. */
export interface Start {
  source: SourceInput
  attachments: Attachment[]
  name: string
  /** The column that says the part of each row. */
  splitColumn?: string
}

export interface Preparation {
  scaling: ScalingKind
  /** Shares in per cent. */
  validation: number
  test: number
  seed: number
  /** Each class has its share of every part. */
  stratified: boolean
}

export const createData = (
  { source, splitColumn }: Pick<Start, 'source' | 'splitColumn'>,
  preparation: Preparation,
): DataInput => ({
  source,
  scaling: preparation.scaling,
  split: {
    validation: splitColumn === undefined ? preparation.validation / 100 : 0,
    test: splitColumn === undefined ? preparation.test / 100 : 0,
    seed: preparation.seed,
    ...(preparation.stratified ? {} : { stratified: false }),
    ...(splitColumn === undefined ? {} : { column: splitColumn }),
  },
})

export const roleNames = ['input', 'target', 'split', 'ignore'] as const
export type Role = (typeof roleNames)[number]
export type Delimiter = ',' | ';' | '\t' | '|'

export interface ColumnChoice {
  name: string
  detected: ColumnType
  type: ColumnType
  role: Role
  /** Read as a category and perhaps none: no input unless a person says so. */
  doubtful?: boolean
  /** What is done about its missing values; null does as the others of its type. */
  fill: FillRule | null
}

/** What is done about missing values where a column does not say. */
export interface MissingRules {
  number: FillRule
  category: FillRule
}

/** A category has no mean, and a target is never invented. */
export function listFillRules(type: ColumnType, role: Role): readonly FillRule[] {
  if (role === 'target') return ['drop', 'refuse']
  return type === 'category'
    ? ['drop', 'mostFrequent', 'refuse']
    : ['drop', 'mean', 'median', 'mostFrequent', 'refuse']
}

/** What a person may say about a table; null is found from the file. */
export interface TableOptions {
  header: boolean | null
  delimiter: Delimiter | null
  decimal: '.' | ',' | null
  encoding: TextEncoding | null
  /** Of an NPZ file. */
  arrays: { inputs: string; targets: string } | null
  /** Further cells that say a value is missing. */
  alsoMissing: readonly string[] | null
}

/** `n.d., -999` as a person lists them. @returns null for none. */
export function parseMarks(text: string): string[] | null {
  const marks = text
    .split(/[,，;；]/)
    .map((mark) => mark.trim().slice(0, limits.nameLength))
    .filter((mark) => mark !== '')
  return marks.length === 0 ? null : [...new Set(marks)].slice(0, limits.missingMarks)
}

export const foundOptions: TableOptions = {
  header: null,
  delimiter: null,
  decimal: null,
  encoding: null,
  arrays: null,
  alsoMissing: null,
}

export interface TableOrigin {
  kind: 'file' | 'bundled'
  /** File name, or name of the bundled set. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

const targetNames = ['target', 'class', 'label', 'species', 'cultivar', 'digit', 'y', 'output']

const knownPartWords: ReadonlySet<string> = new Set(Object.values(partWords).flat())

/**
 * All columns as inputs but the one whose name says target, else the last, and those that look like something else than
 * categories; a target of few whole numbers is a class.
 * A column that holds nothing but names of parts says the split.
 */
export function chooseRoles(preview: Pick<TablePreview, 'columns' | 'targets'>): ColumnChoice[] {
  const { columns } = preview
  const split = columns.findIndex(saysParts)
  const named = columns.findIndex((column) => targetNames.includes(column.name.toLowerCase()))
  const last = columns.length - 1 - (split === columns.length - 1 ? 1 : 0)
  const target = named >= 0 ? named : last
  const isTarget = (index: number, name: string): boolean =>
    preview.targets?.includes(name) ?? index === target
  const findRole = (index: number, { name, look }: TablePreview['columns'][number]): Role => {
    if (isTarget(index, name)) return 'target'
    if (index === split) return 'split'
    return look === undefined ? 'input' : 'ignore'
  }
  return columns.map((column, index) => ({
    name: column.name,
    detected: column.type,
    type: isTarget(index, column.name) && isClassLike(column) ? 'category' : column.type,
    role: findRole(index, column),
    ...(column.look === undefined ? {} : { doubtful: true }),
    fill: null,
  }))
}

/** Whether a column holds nothing but names of parts. */
export const saysParts = ({ type, distinct, values }: TablePreview['columns'][number]): boolean =>
  type === 'category' &&
  distinct !== null &&
  distinct > 1 &&
  distinct === values.length &&
  values.every(({ value }) => knownPartWords.has(value.toLowerCase()))

function isClassLike({ name, type, distinct }: TablePreview['columns'][number]): boolean {
  if (type === 'category') return true
  const says = ['class', 'label', 'digit', 'species', 'cultivar'].includes(name.toLowerCase())
  return says && distinct !== null && distinct <= 20
}

/** A category is a target alone; number targets may be several. One column at most says the split. */
export function setRole(columns: readonly ColumnChoice[], index: number, role: Role): ColumnChoice[] {
  const chosen = columns[index]!
  return columns.map((column, k) => {
    if (k === index) return { ...column, role, fill: null }
    if (role === 'split' && column.role === 'split') return { ...column, role: 'ignore' }
    const alone = role === 'target' && (chosen.type === 'category' || column.type === 'category')
    return alone && column.role === 'target' ? { ...column, role: 'input' } : column
  })
}

/**
 * The same columns, read again in another way, keep what was said of them; a type that was found is found again, and
 * so is the role of one that is doubtful now, or no longer.
 * @param before none when another table was read
 */
export function keepChoices(before: readonly ColumnChoice[], fresh: ColumnChoice[]): ColumnChoice[] {
  const same = fresh.length === before.length && fresh.every(({ name }, k) => name === before[k]!.name)
  if (!same) return fresh
  return fresh.map((now, k) => {
    const { role, fill, type: said, detected: was, doubtful } = before[k]!
    const type = said === was ? now.type : said
    const isOpen = doubtful !== now.doubtful && (role === 'input' || role === 'ignore')
    const kept = isOpen && now.role !== 'target' && now.role !== 'split' ? now.role : role
    return { ...now, type, role: kept, fill: type === said ? fill : null }
  })
}

export const setFill = (
  columns: readonly ColumnChoice[],
  index: number,
  fill: FillRule | null,
): ColumnChoice[] => columns.map((column, k) => (k === index ? { ...column, fill } : column))

export function setType(columns: readonly ColumnChoice[], index: number, type: ColumnType): ColumnChoice[] {
  const retyped = columns.map((column, k) => (k === index ? { ...column, type, fill: null } : column))
  return retyped[index]!.role === 'target' ? setRole(retyped, index, 'target') : retyped
}

/**
 * @param missing columns that lack a value somewhere.
 * @returns null until there is a target and an input.
 */
export function createTableStart(
  origin: TableOrigin,
  columns: readonly ColumnChoice[],
  missing: ReadonlySet<string>,
  rules: MissingRules,
  options: TableOptions,
): Start | null {
  const named = (role: Role): string[] =>
    columns.filter((column) => column.role === role).map(({ name }) => name)
  const [inputs, targets, split] = [named('input'), named('target'), named('split')]
  if (inputs.length === 0 || targets.length === 0) return null
  const used = columns.filter(({ role }) => role === 'input' || role === 'target')
  const changed = used.filter(({ type, detected }) => type !== detected)
  const shared = {
    inputs,
    target: targets.length === 1 ? targets[0]! : targets,
    ...createFill(used, missing, rules),
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
    name: origin.name.replace(/(\.(csv|tsv|txt|tab|npy|npz))?(\.gz)?$/i, ''),
    ...(split.length > 0 ? { splitColumn: split[0]! } : {}),
  }
}

/** The rule of all, and the columns that have another one: only those that lack a value, or said so themselves. */
function createFill(
  used: readonly ColumnChoice[],
  missing: ReadonlySet<string>,
  rules: MissingRules,
): { missing: MissingRule; fill?: Record<string, FillRule> } {
  const all: MissingRule = rules.number === 'refuse' && rules.category === 'refuse' ? 'refuse' : 'drop'
  const own = used.flatMap((column) => {
    const rule = findRule(column, rules)
    const counts = column.fill !== null || missing.has(column.name)
    return counts && rule !== all ? [[column.name, rule] as const] : []
  })
  return { missing: all, ...(own.length > 0 ? { fill: Object.fromEntries(own) } : {}) }
}

/** The rule that a column follows; a target drops its row where the others of its type are filled in. */
export function findRule({ type, role, fill }: ColumnChoice, rules: MissingRules): FillRule {
  const rule = fill ?? rules[type]
  return listFillRules(type, role).includes(rule) ? rule : 'drop'
}

function saidOptions({ header, delimiter, decimal, encoding, arrays, alsoMissing }: TableOptions) {
  return {
    ...(header === null ? {} : { header }),
    ...(delimiter === null ? {} : { delimiter }),
    ...(decimal === null ? {} : { decimal }),
    ...(encoding === null ? {} : { encoding }),
    ...(arrays === null ? {} : { arrays }),
    ...(alsoMissing === null ? {} : { alsoMissing: [...alsoMissing] }),
  }
}

/** For `previewTable`, which takes only what was said. */
export const previewOptions = (options: TableOptions) => saidOptions(options)

/** What each column becomes, as x1, x2 – x4, y1; a category is one input for each of its values. */
export function nameVariables(
  columns: readonly ColumnChoice[],
  preview: Pick<TablePreview, 'columns'>,
): string[] {
  const next = { x: 1, y: 1 }
  return columns.map(({ role, type }, k) => {
    if (role !== 'input' && role !== 'target') return ''
    const letter = role === 'input' ? 'x' : 'y'
    const width = type === 'number' ? 1 : (preview.columns[k]?.distinct ?? null)
    if (width === null) return `${letter}${next[letter]} – …`
    const first = next[letter]
    next[letter] += width
    return width <= 1 ? `${letter}${first}` : `${letter}${first} – ${letter}${next[letter] - 1}`
  })
}
