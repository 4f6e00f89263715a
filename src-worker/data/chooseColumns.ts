import type { TableSource } from '../spec/experiment'
import { describeValue, fail, succeed, type Problem, type Result } from '../spec/problem'

/** Positions of the columns in use, in the order the experiment names them. */
export interface ChosenColumns {
  inputs: number[]
  targets: number[]
}

type ColumnWishes = Pick<TableSource, 'inputs' | 'target' | 'types'>

/**
 * Finds the columns an experiment names: by default the last is the target and all others are inputs.
 * @returns their positions, or what is wrong with the names, with paths into the experiment.
 */
export function chooseColumns(names: string[], wishes: ColumnWishes): Result<ChosenColumns, Problem[]> {
  const problems: Problem[] = []
  const find = (name: string, path: string): number => {
    const index = names.indexOf(name)
    if (index < 0) problems.push({ path, expected: listNames(names), actual: describeValue(name) })
    return index
  }
  const findAll = (wanted: string[], path: (n: number) => string): number[] =>
    wanted.map((name, n) => {
      if (wanted.indexOf(name) < n) {
        problems.push({ path: path(n), expected: 'each column once', actual: `${describeValue(name)} again` })
      }
      return find(name, path(n))
    })
  for (const name of Object.keys(wishes.types ?? {})) find(name, `data.source.types.${name}`)
  const target = wishes.target ?? names[names.length - 1]!
  const targets =
    typeof target === 'string'
      ? [find(target, 'data.source.target')]
      : findAll(target, (n) => `data.source.target[${n}]`)
  const inputs =
    wishes.inputs === undefined
      ? names.map((_, c) => c).filter((c) => !targets.includes(c))
      : findAll(wishes.inputs, (n) => `data.source.inputs[${n}]`)
  inputs.forEach((index, n) => {
    if (index < 0 || !targets.includes(index)) return
    const actual = `the target ${describeValue(names[index])}`
    problems.push({ path: `data.source.inputs[${n}]`, expected: 'a column that is not a target', actual })
  })
  if (inputs.length === 0) {
    const actual = 'only the target'
    problems.push({ path: 'data.source', expected: 'at least one column besides the target', actual })
  }
  return problems.length === 0 ? succeed({ inputs, targets }) : fail(problems)
}

function listNames(names: string[]): string {
  const shown = names.slice(0, 100).join(', ')
  return `one of ${shown}${names.length > 100 ? ` and ${names.length - 100} more` : ''}`
}
