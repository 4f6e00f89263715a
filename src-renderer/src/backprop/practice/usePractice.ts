/** Exercises: cells left blank to be predicted, and a planted fault whose name is kept back. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { CellId, Derivation, Region, TensorId } from '../../../../src-worker/protocol/microscope'
import { keyOf, sameTensor } from '../tensors'
import { defaultTolerance, judgeAnswer, type Verdict } from './judgeAnswer'

export interface Blank {
  cell: CellId
  /** `open` until answered; `revealed` when given up. */
  state: 'open' | 'right' | 'wrong' | 'revealed'
  verdict: Verdict | null
  answer: number | null
}

export interface Practice {
  blanks: Readonly<ShallowRef<ReadonlyMap<string, Blank>>>
  tolerance: Ref<number>
  /** The name of the planted fault is kept back until it is found. */
  faultHidden: Ref<boolean>
  score: ComputedRef<{ right: number; answered: number; total: number }>
  /** True while the number must not be seen. */
  isBlank(cell: CellId): boolean
  /** True while any number must not be seen: what would give many of them out waits. */
  hiding: ComputedRef<boolean>
  /** True when a number among these must not be seen. */
  hidesAny(regions: readonly Region[]): boolean
  blankOf(cell: CellId): Blank | null
  /** Blanks cells of one matrix; what was blank before is shown again. */
  blankOut(id: TensorId, cells: readonly { row: number; column: number }[]): void
  answer(value: number, derivation: Derivation, samples: number): Verdict
  reveal(cell: CellId): void
  /** All blanks to be answered anew. */
  reopen(): void
  /** Shows again what is blank beyond these rows and columns. */
  keep(fits: (cell: CellId) => boolean): void
  clear(): void
}

const isHidden = (blank: Blank | null): boolean => blank?.state === 'open' || blank?.state === 'wrong'

const holds = ({ tensor, rows, columns }: Region, cell: CellId): boolean =>
  sameTensor(tensor, cell) &&
  cell.row >= rows[0] &&
  cell.row <= rows[1] &&
  cell.column >= columns[0] &&
  cell.column <= columns[1]

export const cellKey = (cell: CellId): string => `${keyOf(cell)} ${cell.row} ${cell.column}`

const openBlank = (cell: CellId): Blank => ({ cell, state: 'open', verdict: null, answer: null })

export function usePractice(): Practice {
  const blanks = shallowRef<ReadonlyMap<string, Blank>>(new Map())
  const tolerance = ref(defaultTolerance)
  const faultHidden = ref(false)
  const blankOf = (cell: CellId): Blank | null => blanks.value.get(cellKey(cell)) ?? null
  const put = (blank: Blank): void => {
    blanks.value = new Map(blanks.value).set(cellKey(blank.cell), blank)
  }
  return {
    blanks,
    tolerance,
    faultHidden,
    score: computed(() => {
      const all = [...blanks.value.values()]
      return {
        right: all.filter(({ state }) => state === 'right').length,
        answered: all.filter(({ state }) => state !== 'open').length,
        total: all.length,
      }
    }),
    hiding: computed(() => [...blanks.value.values()].some(isHidden)),
    blankOf,
    isBlank: (cell) => isHidden(blankOf(cell)),
    hidesAny: (regions) =>
      [...blanks.value.values()].some(
        (blank) => isHidden(blank) && regions.some((region) => holds(region, blank.cell)),
      ),
    blankOut(id, cells) {
      blanks.value = new Map(
        cells.map(({ row, column }) => {
          const cell = { kind: id.kind, layer: id.layer, row, column }
          return [cellKey(cell), openBlank(cell)]
        }),
      )
    },
    answer(value, derivation, samples) {
      const verdict = judgeAnswer(value, derivation, samples, tolerance.value)
      put({ cell: derivation.cell, state: verdict.right ? 'right' : 'wrong', verdict, answer: value })
      return verdict
    },
    reveal(cell) {
      put({ cell, state: 'revealed', verdict: null, answer: null })
    },
    reopen() {
      if ([...blanks.value.values()].some(({ state }) => state !== 'open'))
        blanks.value = new Map([...blanks.value].map(([key, { cell }]) => [key, openBlank(cell)]))
    },
    keep(fits) {
      const fitting = [...blanks.value].filter(([, { cell }]) => fits(cell))
      if (fitting.length < blanks.value.size) blanks.value = new Map(fitting)
    },
    clear() {
      blanks.value = new Map()
    },
  }
}
