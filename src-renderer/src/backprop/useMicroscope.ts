/** The state of the microscope: what of the update is in the window, where the walk stands, which cell is chosen. */
import {
  computed,
  inject,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { CellId, InspectRequest, StepPicture } from '../../../src-worker/protocol/microscope'
import { useSettings } from '../settings/useSettings'
import type { Trainer } from '../trainer/trainer'
import { axesOf } from '../../../src-worker/notation/tensorIds'
import { followLink, microscopeLinkKey } from './microscopeLink'
import { extendTrail, stepBack } from './trail'
import { useLasting, type Lasting } from './useLasting'
import { useStep, type Stepping } from './useStep'
import { useWalk, type Walk } from './useWalk'
import { stopAt, type Stop, type WalkLevel, type WalkShape } from './walkPlan'
import { moveTo, reveal, spanOf, type Shape, type WindowState } from './window'

export const panelParts = ['cell', 'check', 'update', 'practice'] as const
export type PanelPart = (typeof panelParts)[number]

export interface Microscope extends Stepping, Omit<Lasting, 'network'> {
  trainer: Trainer
  shape: ComputedRef<Shape>
  window: ShallowRef<WindowState>
  walk: Walk
  /** What of the side panel is looked at. */
  part: Ref<PanelPart>
  /** Chosen cells, the last one in hand. */
  trail: ShallowRef<CellId[]>
  selected: ComputedRef<CellId | null>
  select(cell: CellId | null): void
  /** Chooses the cell and brings it into the window. */
  follow(cell: CellId): void
  back(): void
  revealCell(cell: CellId): void
  moveWindow(axis: 'samples' | number, start: number): void
}

export const microscopeKey: InjectionKey<Microscope> = Symbol('microscope')

/** What a person finds again when they come back from another stage. */
interface Kept {
  /** Of which network it is. */
  network: string
  trail: CellId[]
  window: WindowState
  part: PanelPart
  stop: Stop
  level: WalkLevel
  speed: number
}

const kept = new WeakMap<Trainer, Kept>()

export function useMicroscope(trainer: Trainer): Microscope {
  const { notation } = useSettings()
  const window = shallowRef<WindowState>({ sampleStart: 0, unitStarts: [] })
  const lasting = useLasting(trainer)
  const { fault, network } = lasting
  const trail = shallowRef<CellId[]>([])
  const selected = computed(() => trail.value.at(-1) ?? null)
  /** Rows of the batch in hand; known when its first picture is there. */
  const samples = shallowRef<number | undefined>()
  const walkShape = computed<WalkShape>(() => describeShape(trainer, samples.value))
  const shape = computed<Shape>(() => ({
    samples: walkShape.value.samples,
    units: [walkShape.value.inputs, ...walkShape.value.layers.map(({ units }) => units)],
  }))
  const toSpan = (axis: 'samples' | number) => {
    const { start, count } = spanOf(axis, shape.value, window.value)
    return { start, count }
  }
  const request = computed<InspectRequest>(() => ({
    fault: fault.value,
    samples: toSpan('samples'),
    units: shape.value.units.map((_, layer) => toSpan(layer)),
    cell: selected.value,
  }))
  const stepping: Stepping = useStep(trainer, request, lasting.moment)
  watch(
    stepping.picture,
    (picture) => {
      samples.value = picture?.model.samples
      if (picture) adaptExercises(lasting, picture, layers())
    },
    { flush: 'sync' },
  )
  const walk = useWalk(walkShape)
  const part = ref<PanelPart>('cell')
  watch(network, () => {
    window.value = { sampleStart: 0, unitStarts: [] }
    trail.value = []
  })
  const before = kept.get(trainer)
  if (before?.network === network.value) {
    trail.value = before.trail
    window.value = before.window
    part.value = before.part
    walk.level.value = before.level
    walk.speed.value = before.speed
    walk.goTo(before.stop)
  }
  onScopeDispose(() =>
    kept.set(trainer, {
      network: network.value,
      trail: trail.value,
      window: window.value,
      part: part.value,
      stop: walk.stop.value,
      level: walk.level.value,
      speed: walk.speed.value,
    }),
  )
  const layers = () => walkShape.value.layers.length

  function revealCell(cell: CellId): void {
    const axes = axesOf(cell, layers())
    const rows = reveal(axes.rows, cell.row, shape.value, window.value)
    window.value = reveal(axes.columns, cell.column, shape.value, rows)
  }
  function select(cell: CellId | null): void {
    trail.value = cell === null ? [] : extendTrail(trail.value, cell)
  }
  function follow(cell: CellId): void {
    select(cell)
    revealCell(cell)
  }
  // Walking cell by cell, the cell in hand is the one that was just made.
  watch(walk.moves, () => {
    const {
      level,
      plan,
      stop: { value: stop },
    } = walk
    if (level.value !== 'cell' && level.value !== 'sample') return
    const { id } = plan.value.made[stop.tensor]!
    const cell = { ...id, row: stop.row, column: level.value === 'cell' ? stop.column : 0 }
    if (level.value === 'cell') follow(cell)
    else revealCell(cell)
  })
  watch(notation, () => (walk.playing.value = false))

  const microscope: Microscope = {
    ...stepping,
    ...lasting,
    trainer,
    shape,
    window,
    walk,
    part,
    trail,
    selected,
    select,
    follow(cell) {
      follow(cell)
      // A cell that the walk has not made yet is made by going there.
      const stop = stopAt(walk.plan.value, cell, cell.row, cell.column)
      if (stop !== null && isLater(stop, walk.stop.value))
        walk.goToStep(walk.plan.value.made[stop.tensor]!.step)
    },
    back: () => {
      trail.value = stepBack(trail.value)
      if (selected.value) revealCell(selected.value)
    },
    revealCell,
    moveWindow(axis, start) {
      window.value = moveTo(axis, start, window.value)
    },
  }
  const link = inject(microscopeLinkKey, null)
  if (link !== null) followLink(link, microscope, () => walkShape.value)
  return microscope
}

/** Ends an exercise that the update has no place for: a fault it cannot have, blanks beyond its samples. */
function adaptExercises({ fault, practice }: Lasting, picture: StepPicture, layers: number): void {
  const planted = fault.value
  const isPossible = picture.possibleFaults.some(
    ({ name, layer }) => name === planted?.name && layer === planted.layer,
  )
  if (planted !== null && !isPossible) {
    fault.value = null
    practice.faultHidden.value = false
  }
  const { samples } = picture.model
  practice.keep((cell) => {
    // The cost of a single sample is the cost of the batch, which is written everywhere.
    if (cell.kind === 'cost' && samples === 1) return false
    return axesOf(cell, layers).rows !== 'samples' || cell.row < samples
  })
}

const isLater = (a: { tensor: number; row: number }, b: { tensor: number; row: number }): boolean =>
  a.tensor > b.tensor || (a.tensor === b.tensor && a.row > b.row)

/** Sizes of the open run's next update; the batch's own size is known once the update is there. */
function describeShape(trainer: Trainer, samples: number | undefined): WalkShape {
  const run = trainer.run.value
  if (run === null) return { samples: 1, inputs: 1, layers: [{ units: 1, bias: true }] }
  const { data, experiment } = run
  const { batchSize } = experiment.training
  const expected = batchSize === 'full' ? data.training : Math.min(batchSize, data.training)
  return {
    samples: Math.max(1, samples ?? expected),
    inputs: data.inputs,
    layers: experiment.network.layers.map(({ units, bias }) => ({ units, bias })),
  }
}
