/** What of another experiment an exercise does not allow: the sections it locks, that differ there. Pure. */
import { createLabError, type LabError } from '../../../src-worker/protocol/errors'
import type { LockName } from '../../../src-worker/spec/classroom'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { diffDraft, type DraftField } from './diffDraft'

/** The section of the rail that a field is set in; null for what none locks. */
export const sectionOf: Record<DraftField, LockName | null> = {
  data: 'data',
  layers: 'network',
  cost: 'training',
  batchSize: 'training',
  optimizer: 'training',
  schedule: 'training',
  l1: 'training',
  l2: 'training',
  clipNorm: 'training',
  shuffle: 'training',
  seed: 'training',
  precision: 'training',
  stop: 'stop',
  initialization: 'start',
  name: null,
}

/** @returns each locked section of the open experiment that is another one in `next`, once */
export function findLockedChanges(open: Experiment, next: Experiment): LockName[] {
  const locked = open.classroom?.lock ?? []
  const sections = new Set(diffDraft(open, next).map((field) => sectionOf[field]))
  return locked.filter((name) => sections.has(name))
}

/** Null when the exercise, if it is one, lets `next` take the place of the open experiment. */
export function refuseLocked(open: Experiment | undefined, next: Experiment): LabError | null {
  const sections = open === undefined ? [] : findLockedChanges(open, next)
  if (sections.length === 0) return null
  return createLabError('locked', `The exercise locks ${sections.join(', ')}.`)
}
