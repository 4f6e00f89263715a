import type { Dataset, PreparedData } from '../core/dataset'
import { findTargetProblems } from './targetProblems'
import { findShapeProblems } from '../core/initializers'
import { shapeNetwork, type NetworkShape } from '../core/network'
import { prepareData, splitAndScale } from '../data/prepareData'
import { createLabError, type LabError } from '../protocol/errors'
import type { Attachment } from '../protocol/tables'
import type { Experiment } from '../spec/experiment'
import { limits } from '../spec/limits'
import { phrase } from '../spec/phrases'
import { explain, fail, succeed, type Result } from '../spec/problem'

export interface RunParts {
  experiment: Experiment
  prepared: PreparedData
  shape: NetworkShape
}

/**
 * Brings the data of an experiment and its network together.
 * @param stored the data of a session file; when null it is read from the attachments
 * @param ready data that is prepared as the experiment says already
 */
export function prepareRun(
  experiment: Experiment,
  attachments: Attachment[],
  stored: Dataset | null = null,
  ready: PreparedData | null = null,
): Result<RunParts, LabError> {
  const outputs = experiment.network.layers.at(-1)!.units
  const prepared =
    ready !== null
      ? succeed(ready)
      : stored === null
        ? prepareData(experiment.data, outputs, attachments)
        : splitAndScale(stored, experiment.data)
  if (!prepared.ok) return prepared
  const shape = shapeNetwork(prepared.value.dataset.inputs, experiment.network.layers)
  const problems = findShapeProblems(shape, experiment.network.initialization)
  if (prepared.value.dataset.targets !== outputs) {
    problems.push(
      explain(
        `network.layers[${shape.layers.length - 1}].units`,
        phrase('unitPerTarget', { count: prepared.value.dataset.targets }),
        outputs,
      ),
    )
  }
  if (shape.parameters > limits.parameters) {
    problems.push(
      explain('network.layers', phrase('parametersTo', { most: limits.parameters }), shape.parameters),
    )
  }
  problems.push(...findTargetProblems(experiment.training.cost, prepared.value.dataset))
  if (problems.length > 0) {
    return fail(createLabError('invalidExperiment', 'The network does not fit the data.', '', problems))
  }
  return succeed({ experiment, prepared: prepared.value, shape })
}
