import type { Dataset } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { TableSource } from '../spec/experiment'
import type { TaskName } from '../spec/names'
import { fail, succeed, type Problem, type Result } from '../spec/problem'
import { checkSize } from './checkSize'
import { chooseColumns, type ChosenColumns } from './chooseColumns'
import { findClasses } from './classes'
import { createDataError, createFaultError, createFaultList } from './dataFault'
import { dropMissing } from './dropMissing'
import { encodeInputs, planInputs, type InputPlan } from './encodeInputs'
import { checkOutputUnits, countTargetColumns, encodeClasses } from './encodeTargets'
import { detectColumnType, readColumn, type Column } from './readColumn'
import type { TextTable } from './readTable'

/** What the experiment says about the columns of a table. */
export type TableRoles = Pick<TableSource, 'inputs' | 'target' | 'task' | 'missing' | 'types'>

interface ReadColumns {
  inputs: Column[]
  targets: Column[]
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
 * Makes samples of a table's rows: the columns in use checked cell by cell, rows with missing values dropped
 * or refused, categories made one input a value, classes made one-hot (or one column of 0 and 1 for one unit).
 * @param outputUnits units of the output layer; null when there is no network yet.
 */
export function createTableDataset(
  table: TextTable,
  roles: TableRoles,
  file: string,
  outputUnits: number | null,
): Result<Dataset, LabError> {
  if (table.faults.count > 0) return fail(createFaultError(file, table.faults))
  const chosen = chooseColumns(table.names, roles)
  if (!chosen.ok) return fail(createDataError('invalidExperiment', '', chosen.error))
  const columns = readColumns(table, chosen.value, roles, file)
  if (!columns.ok) return columns
  const { inputs, targets } = columns.value
  const task = chooseTask(targets, roles)
  if (!task.ok) return fail(createDataError('invalidExperiment', '', [task.error]))
  const { records, firstRow, decimal } = table
  const rows = dropMissing([...inputs, ...targets], records.length, firstRow, roles.missing, file)
  if (!rows.ok) return rows
  const { kept, dropped } = rows.value
  const frame = { file, outputUnits, kept, plan: planInputs(inputs, kept, decimal), targets }
  const part = task.value === 'classification' ? createClassTargets(frame, table) : createNumberTargets(frame)
  if (!part.ok) return part
  return succeed({
    rows: kept.length,
    inputs: frame.plan.names.length,
    x: encodeInputs(frame.plan, kept),
    inputNames: frame.plan.names,
    ...part.value,
    sourceRows: kept.map((record) => firstRow + record),
    rowsRead: records.length,
    dropped,
  })
}

function readColumns(
  table: TextTable,
  chosen: ChosenColumns,
  { types = {} }: TableRoles,
  file: string,
): Result<ReadColumns, LabError> {
  const faults = createFaultList()
  const read = (index: number): Column => {
    const name = table.names[index]!
    const type = Object.hasOwn(types, name) ? types[name]! : detectColumnType(table, index)
    return readColumn(table, index, type, faults)
  }
  const columns = { inputs: chosen.inputs.map(read), targets: chosen.targets.map(read) }
  return faults.count > 0 ? fail(createFaultError(file, faults)) : succeed(columns)
}

/** Categories make a classification, numbers a regression, unless said otherwise. */
function chooseTask(targets: Column[], { task }: TableRoles): Result<TaskName, Problem> {
  const category = targets.find(({ type }) => type === 'category')
  if (targets.length > 1) {
    if (category !== undefined) {
      const expected = 'number columns where there are several targets'
      return fail({ path: 'data.source.target', expected, actual: `the category ${category.name}` })
    }
    if (task === 'classification') {
      const expected = 'one column for a classification'
      return fail({ path: 'data.source.target', expected, actual: `${targets.length} columns` })
    }
  }
  if (category !== undefined && task === 'regression') {
    const expected = `classification, since ${category.name} holds categories`
    return fail({ path: 'data.source.task', expected, actual: 'regression' })
  }
  return succeed(task ?? (category === undefined ? 'regression' : 'classification'))
}

function createClassTargets(frame: Frame, table: TextTable): Result<TargetPart, LabError> {
  const { file, outputUnits, kept, plan } = frame
  const column = frame.targets[0]!
  const { names: classes, labels } = findClasses(column, kept, table.decimal)
  if (classes.length < 2) {
    const actual = `only ${classes[0]!}`
    const problem = { path: `column ${column.name}`, expected: 'at least 2 classes', actual }
    return fail(createDataError('invalidData', file, [problem]))
  }
  const oneColumn = outputUnits === 1
  const width = countTargetColumns(classes.length, oneColumn)
  const fault =
    checkSize(kept.length, plan.names.length, width, file) ??
    checkOutputUnits(outputUnits, width, `one for each class of ${column.name}`, classes.length === 2)
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
    checkOutputUnits(outputUnits, width, 'one for each target column')
  if (fault !== null) return fail(fault)
  const y = encodeInputs(targets, kept)
  return succeed({ y, targets: width, targetNames: targets.names, task: 'regression', classes: null })
}
