import type { ScheduleSettings } from '../spec/experiment'
import type { ScheduleKind } from '../spec/names'

type ScheduleOf<Kind extends ScheduleKind> = Extract<ScheduleSettings, { kind: Kind }>

/** The learning rate of one update. `epoch` counts completed epochs, `update` completed updates, both from 0. */
const schedules: {
  [Kind in ScheduleKind]: (rate: number, settings: ScheduleOf<Kind>, epoch: number, update: number) => number
} = {
  constant: (rate) => rate,
  step: (rate, { epochs, factor }, epoch) => rate * factor ** Math.floor(epoch / epochs),
  exponential: (rate, { factor }, epoch) => rate * factor ** epoch,
  cosine: (rate, { epochs, minimum }, epoch) => {
    const share = Math.min(epoch / epochs, 1)
    return minimum + ((rate - minimum) * (1 + Math.cos(Math.PI * share))) / 2
  },
  warmUp: (rate, { updates }, _epoch, update) => (rate * Math.min(update + 1, updates)) / updates,
}

export function getLearningRate(
  rate: number,
  settings: ScheduleSettings,
  epoch: number,
  update: number,
): number {
  const schedule = schedules[settings.kind] as (
    rate: number,
    s: ScheduleSettings,
    epoch: number,
    update: number,
  ) => number
  return schedule(rate, settings, epoch, update)
}
