/** What the overlay draws of several runs: a curve each, marks of their changes. Pure. */
import type { HistoryColumns, RunEvent } from '../../../../src-worker/protocol/trainerApi'
import type { ChartEvent, ChartMark, ChartSeries } from '../../charts/chartSeries'
import type { Smoothing } from '../../charts/smoothing'
import type { PresentRun } from '../../runs/presentRuns'
import type { Quantity } from '../../runs/quantities'
import { hasParts, readCurve, smoothSeries, type Part, type ShownRun } from '../../runs/readCurve'
import { lookOfRun } from '../../runs/runLook'
import { createAxis, placeUpdate, type Axis } from '../../runs/runSeries'
import { listEventsMade } from '../../runs/settingsMade'

export interface OverlaidRun {
  run: PresentRun
  history: HistoryColumns
}

export interface OverlayChoice {
  quantity: Quantity
  part: Part
  axis: Axis
  smoothing: Smoothing
}

export interface OverlayWords {
  nameOf(run: PresentRun): string
  describeEvent(event: RunEvent): string
  nameMean(label: string, count: number): string
  diverged(name: string): string
  labelled(name: string, event: string): string
}

export interface Overlay {
  series: ChartSeries[]
  events: ChartEvent[]
  marks: ChartMark[]
  xMaximum: number
  /** Shown runs without a curve: they have no validation rows, or no classes. */
  without: PresentRun[]
}

export function createOverlay(
  runs: readonly OverlaidRun[],
  choice: OverlayChoice,
  words: OverlayWords,
): Overlay {
  const placed = runs.map(({ run, history }) => {
    const curves = createAxis(history, choice.axis, Math.max(1, run.training))
    const place = (update: number): number => placeUpdate(update, history, curves, choice.axis)
    return { run, shown: { history, curves }, place, end: curves.xMaximum }
  })
  const drawn = placed.filter(({ run }) => hasCurve(run, choice))
  return {
    series: drawn.map(({ run, shown }) => createSeries(run, shown, choice, words)),
    events: drawn
      .flatMap(({ run, place }) =>
        listShown(run).map((event) => ({
          x: place(event.update),
          label: words.labelled(words.nameOf(run), words.describeEvent(event)),
        })),
      )
      .sort((a, b) => a.x - b.x),
    marks: drawn.flatMap(({ run, place, end }) =>
      run.divergence === null
        ? []
        : [{ x: Math.min(place(run.divergence.update), end), label: words.diverged(words.nameOf(run)) }],
    ),
    xMaximum: Math.max(0, ...drawn.map(({ end }) => end)) || 1,
    without: placed.filter(({ run }) => !hasCurve(run, choice)).map(({ run }) => run),
  }
}

/** A change after the last update is marked where the run may still go on with it. */
const listShown = (run: PresentRun): RunEvent[] => (run.open ? run.events : listEventsMade(run))

function hasCurve(run: PresentRun, { quantity, part }: OverlayChoice): boolean {
  if (quantity === 'accuracy' && run.task !== 'classification') return false
  return part === 'training' || !hasParts(quantity) || run.validation > 0
}

function createSeries(
  run: PresentRun,
  shown: ShownRun,
  { quantity, part, smoothing }: OverlayChoice,
  { nameOf, nameMean }: OverlayWords,
): ChartSeries {
  const series = {
    key: run.name === '' ? `Run ${run.number}` : `Run ${run.number} (${run.name})`,
    label: nameOf(run),
    ...lookOfRun(run.number),
    hollow: run.state !== 'finished' && run.state !== 'diverged',
    ...readCurve(shown, quantity, part),
  }
  return smoothSeries(series, smoothing, nameMean)
}
