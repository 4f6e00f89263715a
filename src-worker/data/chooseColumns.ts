import type { TableSource } from '../spec/experiment'
import { phrase, type Phrase } from '../spec/phrases'
import { describeValue, explain, fail, succeed, type Problem, type Result } from '../spec/problem'

/** Positions of the columns in use, in the order the experiment names them. */
export interface ChosenColumns {
  inputs: number[]
  targets: number[]
  /** The column that says the part of each row. */
  split: number | null
}

export type ColumnWishes = Pick<TableSource, 'inputs' | 'target' | 'types' | 'fill'>

/** What decides without the experiment: the column of the parts is no input, an NPZ file knows its targets. */
export interface ColumnFacts {
  split: string | undefined
  targets: string[] | null
}

/**
 * Finds the columns an experiment names: by default the last is the target and all others are inputs, but the one that
 * says the parts.
 * @returns their positions, or what is wrong with the names, with paths into the experiment.
 */
export function chooseColumns(
  names: string[],
  wishes: ColumnWishes,
  facts: ColumnFacts = { split: undefined, targets: null },
): Result<ChosenColumns, Problem[]> {
  const problems: Problem[] = []
  const find = (name: string, path: string): number => {
    const index = names.indexOf(name)
    if (index < 0) problems.push(explain(path, listNames(names), describeValue(name)))
    return index
  }
  const findAll = (wanted: string[], path: (n: number) => string): number[] =>
    wanted.map((name, n) => {
      if (wanted.indexOf(name) < n) {
        problems.push(explain(path(n), phrase('columnOnce'), phrase('again', { name: describeValue(name) })))
      }
      return find(name, path(n))
    })
  for (const name of Object.keys(wishes.types ?? {})) find(name, `data.source.types.${name}`)
  for (const name of Object.keys(wishes.fill ?? {})) find(name, `data.source.fill.${name}`)
  const split = facts.split === undefined ? null : find(facts.split, 'data.split.column')
  const target = wishes.target ?? facts.targets ?? names.findLast((_, c) => c !== split) ?? names[0]!
  const targets =
    typeof target === 'string'
      ? [find(target, 'data.source.target')]
      : findAll(target, (n) => `data.source.target[${n}]`)
  const inputs =
    wishes.inputs === undefined
      ? names.map((_, c) => c).filter((c) => !targets.includes(c) && c !== split)
      : findAll(wishes.inputs, (n) => `data.source.inputs[${n}]`)
  inputs.forEach((index, n) => {
    if (index < 0 || !targets.includes(index)) return
    const actual = phrase('theTarget', { name: describeValue(names[index]) })
    problems.push(explain(`data.source.inputs[${n}]`, phrase('noTarget'), actual))
  })
  if (split !== null && (inputs.includes(split) || targets.includes(split))) {
    problems.push(explain('data.split.column', phrase('freeColumn'), describeValue(facts.split)))
  }
  if (inputs.length === 0) {
    problems.push(explain('data.source', phrase('columnBesides'), phrase('onlyTarget')))
  }
  return problems.length === 0 ? succeed({ inputs, targets, split }) : fail(problems)
}

function listNames(names: string[]): Phrase {
  const shown = names.slice(0, 100)
  const count = names.length - shown.length
  return count > 0 ? phrase('oneOfMore', { names: shown, count }) : phrase('oneOf', { names: shown })
}
