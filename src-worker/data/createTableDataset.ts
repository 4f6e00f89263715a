import type { Dataset } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { TableSource } from '../spec/experiment'
import type { FillRule, TaskName } from '../spec/names'
import { explain, fail, succeed, type Problem, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { checkSize } from './checkSize'
import { chooseColumns, type ChosenColumns } from './chooseColumns'
import { findClasses } from './classes'
import { createDataError, createFaultError, createFaultList } from './dataFault'
import { dropMissing, type RuledColumn } from './dropMissing'
import { encodeInputs, planInputs, type InputPlan } from './encodeInputs'
import { checkOutputUnits, countTargetColumns, encodeClasses } from './encodeTargets'
import { findGaps } from './gaps'
import { findArrayType, readColumn, type Column } from './readColumn'
import { readParts } from './readParts'
import type { ReadData } from './readSource'
import type { Table } from './table'
import type { Work } from './work'

/** What the experiment says about the columns of a table. */
export type TableRoles = Pick<TableSource, 'inputs' | 'target' | 'task' | 'missing' | 'fill' | 'types'> & {
  /** The column that says the part of each row. */
  split: string | undefined
}

interface ReadColumns {
  inputs: RuledColumn[]
  targets: RuledColumn[]
  split: Column | null
}

/** What is common to both tasks. */
interface Frame {
  file: string
  outputUnits: number | null
  kept: Uint32Array<ArrayBuffer>
  plan: InputPlan
  targets: Column[]
}
type TargetPart = Pick<Dataset, 'y' | 'targets' | 'targetNames' | 'task' | 'classes'>

/**
 * Makes samples of a table's rows: the columns in use checked cell by cell, rows with missing values dropped,
 * refused, or left with gaps to be filled in after the split, categories made one input a value, classes made one-hot (or one column of 0 and 1 for one unit).
 * @param outputUnits units of the output layer; null when there is no network yet.
 */
export function* createTableDataset(
  table: Table,
  roles: TableRoles,
  file: string,
  outputUnits: number | null,
): Work<Result<ReadData, LabError>> {
  if (table.faults.count > 0) return fail(createFaultError(file, table.faults))
  const chosen = chooseColumns(table.names, roles, { split: roles.split, targets: table.targets })
  if (!chosen.ok) return fail(createDataError('invalidExperiment', '', chosen.error))
  const columns = yield* readColumns(table, chosen.value, roles, file)
  if (!columns.ok) return columns
  const { inputs, targets, split } = columns.value
  const task = chooseTask(
    targets.map(({ column }) => column),
    roles,
  )
  if (!task.ok) return fail(createDataError('invalidExperiment', '', [task.error]))
  const { rows: records, firstRow, decimal } = table
  const rows = dropMissing([...inputs, ...targets], records, firstRow, file)
  if (!rows.ok) return rows
  const { kept, dropped } = rows.value
  const parts = split === null ? null : readParts(split, kept, firstRow, file)
  if (parts?.ok === false) return parts
  const plan = planInputs(
    inputs.map(({ column }) => column),
    kept,
    decimal,
  )
  const frame = { file, outputUnits, kept, plan, targets: targets.map(({ column }) => column) }
  const part = task.value === 'classification' ? createClassTargets(frame, table) : createNumberTargets(frame)
  if (!part.ok) return part
  const dataset: Dataset = {
    rows: kept.length,
    inputs: plan.names.length,
    x: encodeInputs(plan, kept),
    inputNames: plan.names,
    ...part.value,
    sourceRows: kept.map((record) => firstRow + record),
    rowsRead: records,
    dropped,
  }
  return succeed({
    dataset: parts === null ? dataset : { ...dataset, parts: parts.value },
    gaps: findGaps(plan, inputs, kept),
  })
}

function* readColumns(
  table: Table,
  chosen: ChosenColumns,
  { types = {}, fill = {}, missing }: TableRoles,
  file: string,
): Work<Result<ReadColumns, LabError>> {
  const faults = createFaultList()
  const problems: Problem[] = []
  const read = (index: number): Column => {
    const name = table.names[index]!
    const said = Object.hasOwn(types, name) ? types[name]! : null
    return readColumn(table, index, said ?? findArrayType(table, index), faults)
  }
  const rule = (column: Column, isTarget: boolean): RuledColumn => {
    const said = Object.hasOwn(fill, column.name) ? fill[column.name]! : missing
    const problem = findRuleProblem(column, said, isTarget)
    if (problem !== null) problems.push(problem)
    return { column, rule: said }
  }
  const split = chosen.split === null ? null : readColumn(table, chosen.split, 'category', faults)
  const columns: ReadColumns = { inputs: [], targets: [], split }
  for (const [n, index] of chosen.inputs.entries()) {
    columns.inputs.push(rule(read(index), false))
    yield n / chosen.inputs.length
  }
  for (const index of chosen.targets) columns.targets.push(rule(read(index), true))
  if (problems.length > 0) return fail(createDataError('invalidExperiment', '', problems))
  return faults.count > 0 ? fail(createFaultError(file, faults)) : succeed(columns)
}

/** A target is never invented, and a category has no mean. */
function findRuleProblem({ name, type }: Column, rule: FillRule, isTarget: boolean): Problem | null {
  const path = `data.source.fill.${name}`
  if (isTarget && rule !== 'drop' && rule !== 'refuse') {
    return explain(path, phrase('ruleOfTarget'), rule)
  }
  return type === 'category' && (rule === 'mean' || rule === 'median')
    ? explain(path, phrase('ruleOfCategory'), rule)
    : null
}

/** Categories make a classification, numbers a regression, unless said otherwise. */
function chooseTask(targets: Column[], { task }: TableRoles): Result<TaskName, Problem> {
  const category = targets.find(({ type }) => type === 'category')
  if (targets.length > 1) {
    if (category !== undefined) {
      const actual = phrase('theCategory', { name: category.name })
      return fail(explain('data.source.target', phrase('numberTargets'), actual))
    }
    if (task === 'classification') {
      const actual = phrase('columns', { count: targets.length })
      return fail(explain('data.source.target', phrase('oneClassColumn'), actual))
    }
  }
  if (category !== undefined && task === 'regression') {
    const expected = phrase('classification', { name: category.name })
    return fail(explain('data.source.task', expected, 'regression'))
  }
  return succeed(task ?? (category === undefined ? 'regression' : 'classification'))
}

function createClassTargets(frame: Frame, table: Table): Result<TargetPart, LabError> {
  const { file, outputUnits, kept, plan } = frame
  const column = frame.targets[0]!
  const { names: classes, labels } = findClasses(column, kept, table.decimal)
  if (classes.length < 2) {
    const actual = phrase('only', { name: classes[0]! })
    const problem = { path: phrase('column', { name: column.name }), expected: phrase('twoClasses'), actual }
    return fail(createDataError('invalidData', file, [problem]))
  }
  const oneColumn = outputUnits === 1
  const width = countTargetColumns(classes.length, oneColumn)
  const fault =
    checkSize(kept.length, plan.names.length, width, file) ??
    checkOutputUnits(outputUnits, width, phrase('forClass', { name: column.name }), classes.length === 2)
  if (fault !== null) return fail(fault)
  const { y, names: targetNames } = encodeClasses(labels, classes, oneColumn, column.name)
  return succeed({ y, targets: width, targetNames, task: 'classification', classes })
}

function createNumberTargets(frame: Frame): Result<TargetPart, LabError> {
  const { file, outputUnits, kept, plan } = frame
  const targets = planInputs(frame.targets, kept, '.')
  const width = targets.names.length
  const fault =
    checkSize(kept.length, plan.names.length, width, file) ??
    checkOutputUnits(outputUnits, width, phrase('forTargetColumn'))
  if (fault !== null) return fail(fault)
  const y = encodeInputs(targets, kept)
  return succeed({ y, targets: width, targetNames: targets.names, task: 'regression', classes: null })
}
