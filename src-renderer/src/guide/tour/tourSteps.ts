/** The five steps of the tour, each beside what it speaks of. */
import type { StageName } from '../galleryEntries'

export interface TourStep {
  /** Its words are `helpTour.steps.NAME`. */
  name: string
  /** Shown when the step is gone to; null leaves what is there. */
  stage: StageName | null
  /** The first that is there and visible. */
  anchors: readonly string[]
}

export const tourSteps = [
  { name: 'data', stage: null, anchors: ['#tab-data'] },
  { name: 'network', stage: 'network', anchors: ['#tab-network'] },
  { name: 'run', stage: null, anchors: ['[aria-keyshortcuts="Space F5"]'] },
  { name: 'backprop', stage: 'backprop', anchors: ['#stage [role=gridcell]', '#tab-backprop'] },
  { name: 'compare', stage: 'compare', anchors: ['#tab-compare'] },
] as const satisfies readonly TourStep[]

export function findAnchor({ anchors }: Pick<TourStep, 'anchors'>): HTMLElement | null {
  for (const selector of anchors) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility())
    if (found !== undefined) return found
  }
  return null
}
