/** Everything that the lanes draw, from the trace, the walk and the settings. */
import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import { useSettings } from '../settings/useSettings'
import { deriveCell } from './derivation'
import type { Derivation } from './derivedCell'
import { tensorFormula, tensorName } from './formulas'
import { findGradientExponent, findTypicalGradient } from './gradientScale'
import { compactMetrics, createLaneLayout, wideMetrics, type LaneLayout } from './laneLayout'
import { createMatrixView, type MatrixView } from './matrixView'
import { axesOf, keyOf, tensor, type CellId, type TensorId } from './tensors'
import type { Walk } from './useWalk'
import { moveTo, reveal, type Shape, type WindowState } from './window'

export interface Lanes {
  shape: ComputedRef<Shape>
  window: ShallowRef<WindowState>
  exponent: ComputedRef<number>
  layout: ComputedRef<LaneLayout>
  derivation: ComputedRef<Derivation | null>
  revealCell(cell: CellId): void
  moveWindow(axis: 'samples' | number, start: number): void
}

export function tensorsOf(layers: number): TensorId[] {
  const perLayer = Array.from({ length: layers }, (_, k) =>
    (['weights', 'bias', 'i', 'o', 'dI', 'dO', 'db', 'dW'] as const).map((kind) => tensor(kind, k + 1)),
  )
  return [tensor('inputs'), ...perLayer.flat(), tensor('targets'), tensor('cost')]
}

export const shapeOf = (trace: UpdateTrace): Shape => ({
  samples: trace.batchRows,
  units: [trace.inputs.columns, ...trace.layers.map((layer) => layer.o.columns)],
})

export function useLanes(
  trace: ComputedRef<UpdateTrace>,
  walk: Walk,
  compact: Readonly<Ref<boolean>>,
): Lanes {
  const { notation, digits } = useSettings()
  const window = shallowRef<WindowState>({ sampleStart: 0, unitStarts: [] })
  const shape = computed(() => shapeOf(trace.value))
  watch(
    () => `${shape.value.samples} ${shape.value.units.join(' ')}`,
    () => (window.value = { sampleStart: 0, unitStarts: [] }),
  )
  const exponent = computed(() => findGradientExponent(findTypicalGradient(trace.value)))
  const views = computed(() => {
    const settings = {
      notation: notation.value,
      digits: digits.value,
      exponent: exponent.value,
      shape: shape.value,
      window: window.value,
      updated: walk.step.value.kind === 'update',
    }
    const found = tensorsOf(trace.value.layers.length).flatMap(
      (id) => createMatrixView(trace.value, id, settings) ?? [],
    )
    return new Map(found.map((view): [string, MatrixView] => [keyOf(view.id), view]))
  })
  const titleWidth = (id: TensorId): number => {
    if (id.kind === 'weights' || id.kind === 'bias' || id.kind === 'dW' || id.kind === 'db') return 0
    const name = tensorName(id, notation.value)
    const formula = tensorFormula(trace.value, id, notation.value, true)
    return Math.max(name.length * 7.2, formula.length * 6.7)
  }
  const layout = computed(() =>
    createLaneLayout(
      views.value,
      trace.value.layers.length,
      compact.value ? compactMetrics : wideMetrics,
      titleWidth,
    ),
  )
  const derivation = computed(() =>
    walk.selected.value ? deriveCell(trace.value, walk.selected.value, notation.value) : null,
  )
  const revealCell = (cell: CellId): void => {
    const axes = axesOf(cell, trace.value.layers.length)
    const rows = reveal(axes.rows, cell.row, shape.value, window.value)
    window.value = reveal(axes.columns, cell.column, shape.value, rows)
  }
  const moveWindow = (axis: 'samples' | number, start: number): void => {
    window.value = moveTo(axis, start, window.value)
  }
  return { shape, window, exponent, layout, derivation, revealCell, moveWindow }
}
