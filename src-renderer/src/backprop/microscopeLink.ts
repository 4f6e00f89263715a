/** Two microscopes moved as one: the cell chosen in one is chosen in the other, and the walk stands at the same stop. */
import { ref, shallowRef, watch, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import type { CellId } from '../../../src-worker/protocol/microscope'
import { axesOf } from '../../../src-worker/notation/tensorIds'
import { sameCell } from './trail'
import type { Microscope, PanelPart } from './useMicroscope'
import type { WalkShape } from './walkPlan'
import { spanOf, type Shape, type WindowState } from './window'

export interface MicroscopeLink {
  cell: ShallowRef<CellId | null>
  stop: ShallowRef<LinkedStop | null>
  window: ShallowRef<WindowState | null>
  part: Ref<PanelPart>
}

/** A stop has a meaning only in the plan that it belongs to. */
interface LinkedStop {
  plan: string
  stop: Microscope['walk']['stop']['value']
  level: Microscope['walk']['level']['value']
}

export const microscopeLinkKey: InjectionKey<MicroscopeLink> = Symbol('microscope link')

export const createMicroscopeLink = (): MicroscopeLink => ({
  cell: shallowRef(null),
  stop: shallowRef(null),
  window: shallowRef(null),
  part: ref('cell'),
})

/** Keeps the microscope and the link the same while the scope lives; the link's own state comes first. */
export function followLink(link: MicroscopeLink, microscope: Microscope, walkShape: () => WalkShape): void {
  const { walk, selected, window, part } = microscope
  const plan = (): string => JSON.stringify(walkShape())

  watch(
    link.cell,
    (cell) => {
      if (isSameChoice(cell, selected.value)) return
      if (cell === null) microscope.select(null)
      else if (hasCell(cell, microscope.shape.value, walkShape())) microscope.follow(cell)
    },
    { immediate: true },
  )
  watch(selected, (cell) => {
    if (!isSameChoice(cell, link.cell.value)) link.cell.value = cell
  })
  watch(
    link.stop,
    (linked) => {
      if (linked === null || linked.plan !== plan()) return
      walk.level.value = linked.level
      if (JSON.stringify(linked.stop) !== JSON.stringify(walk.stop.value)) walk.goTo(linked.stop)
    },
    { immediate: true },
  )
  watch([walk.stop, walk.level], ([stop, level]) => {
    const now = { plan: plan(), stop, level }
    if (JSON.stringify(now) !== JSON.stringify(link.stop.value)) link.stop.value = now
  })
  watch(link.window, (start) => start !== null && (window.value = start), { immediate: true })
  watch(window, (start) => {
    if (JSON.stringify(start) !== JSON.stringify(link.window.value)) link.window.value = start
  })
  watch(link.part, (name) => (part.value = name), { immediate: true })
  watch(part, (name) => (link.part.value = name))
}

const isSameChoice = (a: CellId | null, b: CellId | null): boolean =>
  a === null || b === null ? a === b : sameCell(a, b)

/** Whether the network has such a cell in the batch in hand. */
export function hasCell(cell: CellId, shape: Shape, { layers }: WalkShape): boolean {
  if (cell.layer > layers.length) return false
  const isBias = cell.kind === 'bias' || cell.kind === 'biasAfter' || cell.kind === 'db'
  if (isBias && layers[cell.layer - 1]?.bias === false) return false
  const axes = axesOf(cell, layers.length)
  const start: WindowState = { sampleStart: 0, unitStarts: [] }
  return (
    cell.row < spanOf(axes.rows, shape, start).total && cell.column < spanOf(axes.columns, shape, start).total
  )
}
