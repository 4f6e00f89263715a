import type { Engine } from '../core/engine'
import { ReferenceEngine } from '../core/referenceEngine'
import { FastEngine } from '../engine/fastEngine'
import type { RunParts } from './prepareRun'
import type { RunHost } from './runHost'

/** float32 runs on the fast engine, float64 on the reference. */
export function createEngine({ experiment, prepared, shape }: RunParts, host: RunHost): Engine {
  const data = { x: prepared.x, y: prepared.dataset.y, training: prepared.split.training }
  return experiment.training.precision === 'float64'
    ? new ReferenceEngine(shape, data, experiment)
    : new FastEngine(shape, data, experiment, experiment.training, host.assistants)
}
