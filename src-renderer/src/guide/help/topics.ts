/** What the help speaks of, in its order, and where help on a stage begins. */
import type { StageName } from '../galleryEntries'

export const topicGroups = {
  math: [
    ...(['forward', 'cost', 'backward', 'optimizers', 'penalties', 'schedules'] as const),
    ...(['initialization', 'check', 'curvature', 'noise'] as const),
  ],
  files: ['session', 'experiment', 'dataIn', 'exports'],
  commands: ['commands', 'sweeps'],
  keys: ['keys'],
} as const

export type TopicGroup = keyof typeof topicGroups
export type HelpTopic = (typeof topicGroups)[TopicGroup][number]

export const topicOfStage: Record<StageName, HelpTopic> = {
  data: 'dataIn',
  network: 'forward',
  backprop: 'backward',
  weights: 'initialization',
  compare: 'noise',
}
