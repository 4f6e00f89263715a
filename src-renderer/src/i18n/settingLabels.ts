/** Which message names a setting. Pure. */

/** Start weights set by hand: a setting of a run that is not in its experiment. */
export const startWeightsPath = 'startWeights'

/** Path without its numbers → key of its label. */
export const labelKeys: Readonly<Record<string, string>> = {
  'data.source.kind': 'training.source',
  'data.source.name': 'sides.settings.set',
  'data.source.path': 'sides.settings.file',
  'data.source.samples': 'training.samples',
  'data.source.noise': 'sides.settings.noise',
  'data.source.seed': 'sides.settings.dataSeed',
  'data.source.inputs': 'sides.settings.inputs',
  'data.source.targets': 'sides.settings.targets',
  'data.source.target': 'sides.settings.targets',
  'data.scaling': 'data.scaling',
  'data.split.validation': 'sides.settings.validation',
  'data.split.test': 'sides.settings.test',
  'data.split.seed': 'data.splitSeed',
  'network.layers': 'sides.settings.layers',
  'network.layers.units': 'sides.settings.units',
  'network.layers.activation': 'sides.settings.activation',
  'network.layers.bias': 'sides.settings.bias',
  'network.initialization.kind': 'training.weights',
  'network.initialization.seed': 'sides.settings.weightSeed',
  'network.initialization.minimum': 'sides.settings.startMinimum',
  'network.initialization.maximum': 'sides.settings.startMaximum',
  'network.initialization.mean': 'sides.settings.startMean',
  'network.initialization.standardDeviation': 'sides.settings.startDeviation',
  'network.initialization.value': 'sides.settings.startValue',
  'network.initialization.bias': 'training.startFields.bias',
  'network.initialization.weights': 'sides.settings.typedWeights',
  'network.initialization.biases': 'sides.settings.typedBiases',
  [startWeightsPath]: 'sides.settings.startWeights',
  'training.cost': 'training.cost',
  'training.optimizer.name': 'training.optimizer',
  'training.optimizer.learningRate': 'training.learningRate',
  'training.optimizer.momentum': 'training.momentum',
  'training.optimizer.nesterov': 'training.nesterov',
  'training.optimizer.rho': 'training.optimizerFields.rho',
  'training.optimizer.beta1': 'training.optimizerFields.beta1',
  'training.optimizer.beta2': 'training.optimizerFields.beta2',
  'training.optimizer.epsilon': 'training.optimizerFields.epsilon',
  'training.optimizer.weightDecay': 'training.optimizerFields.weightDecay',
  'training.schedule.kind': 'training.schedule',
  'training.schedule.epochs': 'sides.settings.scheduleEpochs',
  'training.schedule.updates': 'sides.settings.scheduleUpdates',
  'training.schedule.factor': 'sides.settings.scheduleFactor',
  'training.schedule.minimum': 'training.scheduleFields.minimum',
  'training.batchSize': 'training.batchSize',
  'training.shuffle': 'training.shuffle',
  'training.seed': 'training.orderSeed',
  'training.l1': 'training.penaltyOf.l1',
  'training.l2': 'training.penaltyOf.l2',
  'training.clipNorm': 'training.clip',
  'training.precision': 'training.precision',
  'training.stop.updates': 'training.stops.updates',
  'training.stop.epochs': 'training.stops.epochs',
  'training.stop.cost': 'training.stops.cost',
  'training.stop.patience': 'training.stops.patience',
  'training.stop.seconds': 'training.stops.seconds',
}

export const withoutNumbers = (path: string): string => path.replace(/\[\d+\]/g, '')

/** @returns the key of the label, null where there is none, and the layer from 1 that the path names */
export function labelKeyOf(path: string): { key: string | null; layer: number } {
  const [, place] = /^network\.layers\[(\d+)\]/.exec(path) ?? []
  return { key: labelKeys[withoutNumbers(path)] ?? null, layer: Number(place ?? 0) + 1 }
}
