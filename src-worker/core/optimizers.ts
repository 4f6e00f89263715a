import type { OptimizerSettings } from '../spec/experiment'
import type { OptimizerName } from '../spec/names'

type SettingsOf<Name extends OptimizerName> = Extract<OptimizerSettings, { name: Name }>
type SlotName = 'momentum' | 'mean' | 'square'
export type Slots = Map<SlotName, Float64Array<ArrayBuffer>>

interface Optimizer<Settings> {
  /** What it carries from update to update, one number a parameter. */
  slots: (settings: Settings) => SlotName[]
  /** W ← W − …; `step` counts from 1 for the bias correction. */
  applyInto: (
    w: Float64Array,
    g: Float64Array,
    slots: Slots,
    settings: Settings,
    rate: number,
    step: number,
  ) => void
}

/** As PyTorch defines them; Adam's bias correction as in Kingma & Ba 2015. */
const optimizers: { [Name in OptimizerName]: Optimizer<SettingsOf<Name>> } = {
  sgd: { slots: ({ momentum }) => (momentum > 0 ? ['momentum'] : []), applyInto: applySgd },
  rmsprop: { slots: () => ['square'], applyInto: applyRmsprop },
  adam: { slots: () => ['mean', 'square'], applyInto: applyAdam },
  adamw: {
    slots: () => ['mean', 'square'],
    applyInto: (w, g, slots, settings, rate, step) => {
      const kept = 1 - rate * settings.weightDecay
      for (let p = 0; p < w.length; p++) w[p]! *= kept
      applyAdam(w, g, slots, settings, rate, step)
    },
  },
}

const getOptimizer = (settings: OptimizerSettings) =>
  optimizers[settings.name] as Optimizer<OptimizerSettings>

/** One update of all parameters, in place; the slots go along. */
export function applyOptimizerInto(
  w: Float64Array,
  g: Float64Array,
  slots: Slots,
  settings: OptimizerSettings,
  rate: number,
  step: number,
): void {
  getOptimizer(settings).applyInto(w, g, slots, settings, rate, step)
}

/** What these settings make the optimizer carry. */
export const listSlotNames = (settings: OptimizerSettings): SlotName[] =>
  getOptimizer(settings).slots(settings)

/** The slots these settings need: those that are there are kept, new ones begin at zero, others go. */
export function createSlots(
  settings: OptimizerSettings,
  parameters: number,
  present: Slots = new Map(),
): Slots {
  return new Map(
    listSlotNames(settings).map((name) => [name, present.get(name) ?? new Float64Array(parameters)]),
  )
}

function applySgd(
  w: Float64Array,
  g: Float64Array,
  slots: Slots,
  { momentum, nesterov }: SettingsOf<'sgd'>,
  rate: number,
): void {
  const v = slots.get('momentum')
  if (v === undefined) {
    for (let p = 0; p < w.length; p++) w[p]! -= rate * g[p]!
    return
  }
  for (let p = 0; p < w.length; p++) {
    v[p] = momentum * v[p]! + g[p]!
    w[p]! -= rate * (nesterov ? g[p]! + momentum * v[p]! : v[p]!)
  }
}

function applyRmsprop(
  w: Float64Array,
  g: Float64Array,
  slots: Slots,
  { rho, epsilon }: SettingsOf<'rmsprop'>,
  rate: number,
): void {
  const square = slots.get('square')!
  for (let p = 0; p < w.length; p++) {
    square[p] = rho * square[p]! + (1 - rho) * g[p]! * g[p]!
    w[p]! -= (rate * g[p]!) / (Math.sqrt(square[p]!) + epsilon)
  }
}

function applyAdam(
  w: Float64Array,
  g: Float64Array,
  slots: Slots,
  { beta1, beta2, epsilon }: Pick<SettingsOf<'adam'>, 'beta1' | 'beta2' | 'epsilon'>,
  rate: number,
  step: number,
): void {
  const mean = slots.get('mean')!
  const square = slots.get('square')!
  const meanCorrection = 1 - beta1 ** step
  const squareCorrection = Math.sqrt(1 - beta2 ** step)
  for (let p = 0; p < w.length; p++) {
    mean[p] = beta1 * mean[p]! + (1 - beta1) * g[p]!
    square[p] = beta2 * square[p]! + (1 - beta2) * g[p]! * g[p]!
    w[p]! -= ((rate / meanCorrection) * mean[p]!) / (Math.sqrt(square[p]!) / squareCorrection + epsilon)
  }
}
