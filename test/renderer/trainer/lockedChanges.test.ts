/** What an exercise does not let in by way of another run: section by section. */
import { expect, it } from 'vitest'
import { findLockedChanges, refuseLocked } from '../../../src-renderer/src/trainer/lockedChanges'
import { lockNames, type LockName } from '../../../src-worker/spec/classroom'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { createExample } from './fakeTrainerApi'

const example = createExample()
const { network, training } = example
const withLocks = (...lock: LockName[]): Experiment => ({ ...example, classroom: { lock } })

it.each<[LockName, Partial<Experiment>]>([
  ['data', { data: { ...example.data, scaling: 'standardize' } }],
  ['network', { network: { ...network, layers: [{ ...network.layers[0]!, units: 5 }, network.layers[1]!] } }],
  ['start', { network: { ...network, initialization: { kind: 'constant', value: 0.5, bias: 0 } } }],
  ['stop', { training: { ...training, stop: { updates: 77 } } }],
  ['training', { training: { ...training, optimizer: { ...training.optimizer, learningRate: 0.03125 } } }],
  ['training', { training: { ...training, cost: 'meanAbsoluteError' } }],
  ['training', { training: { ...training, batchSize: 3 } }],
  ['training', { training: { ...training, seed: 98 } }],
])('%s locked refuses another one, and no other lock does', (name, change) => {
  const next = { ...example, ...change }
  const refusing = lockNames.filter((lock) => refuseLocked(withLocks(lock), next) !== null)
  expect(refusing).toEqual([name])
  expect(findLockedChanges(withLocks(...lockNames), next)).toEqual([name])
})

it('another name, and any run without an exercise, is free', () => {
  expect(refuseLocked(withLocks(...lockNames), { ...example, name: 'Mine' })).toBeNull()
  expect(refuseLocked(example, { ...example, training: { ...training, batchSize: 3 } })).toBeNull()
  expect(refuseLocked(undefined, example)).toBeNull()
})
