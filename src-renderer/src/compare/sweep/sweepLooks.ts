/** How the shown sweep is looked at. One instance for the window, kept as long as it is open. */
import { reactive } from 'vue'

export interface SweepLooks {
  /** The combination that the side panel tells of; null for none. */
  cell: number | null
  /** Which value of the third setting is shown. */
  third: number
  /** Whose curves are shown. */
  curves: 'best' | 'across' | 'down'
}

export const sweepLooks: SweepLooks = reactive({ cell: null, third: 0, curves: 'best' })
