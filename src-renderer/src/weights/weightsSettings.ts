/** How the weights are looked at. One instance for the window, kept as long as it is open. */
import { reactive } from 'vue'
import type {
  BinScale,
  DistributionKind,
  DistributionRequest,
} from '../../../src-worker/protocol/distributions'

export const weightViews = ['matrices', 'images', 'distributions', 'ratio'] as const
export type WeightView = (typeof weightViews)[number]

export interface WeightsSettings {
  view: WeightView
  /** Of the distributions. */
  kind: DistributionKind
  bins: BinScale
  /** Of updates, wherever they are an axis. */
  axis: DistributionRequest['axis']
  /** Inputs that nobody knows to be an image are shown as a square all the same. */
  asSquare: boolean
  /** Whether every unit's image has a scale of its own. */
  ownScale: boolean
}

export const weightsSettings: WeightsSettings = reactive({
  view: 'matrices',
  kind: 'weights',
  bins: 'linear',
  axis: 'linear',
  asSquare: false,
  ownScale: false,
})
