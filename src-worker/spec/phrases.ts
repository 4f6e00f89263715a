import { dataPhrases } from './dataPhrases'
import { filePhrases } from './filePhrases'

/**
 * What problems say, by kind; of files and of data in the files beside. This English is that of the log, of the command
 * line and of the window; the window has the other languages (`i18n/locales/…/problems.ts`, `fileProblems.ts`,
 * `dataProblems.ts`). A place `{…}` takes a number, a name, a phrase or a list.
 */
export const phrases = {
  finite: 'a finite number',
  number: 'a number',
  above: 'a number above {least}',
  atLeast: 'a number of at least {least}',
  share: 'a share from 0 to 1',
  fraction: 'a number from 0 up to, not including, 1',
  countFrom: 'a whole number of {what} from 1',
  countTo: 'a whole number of {what} from 1 to {most}',
  wholeTo: 'a whole number from {least} to {most}',
  wholeFrom: 'a whole number from {least} on',
  oddTo: 'an odd number from {least} to {most}',
  range: '{least} to {most}',
  seed: 'a seed: a whole number from 0 to {most}',
  batchSize: 'a whole number of at least 1, or "full"',
  float32: 'a number within float32',
  units: 'units',
  epochs: 'epochs',
  updates: 'updates',
  samples: 'samples',
  rows: 'rows',
  seeds: 'seeds',
  combinations: 'combinations',
  flag: 'true or false',
  text: 'a text',
  textNotEmpty: 'a text of at least one letter',
  textTo: 'a text of at most {most} letters',
  oneOf: 'one of {names}',
  row: 'a row: a list of numbers',
  rowNotEmpty: 'a row of at least one number',
  rowTo: 'a row of at most {most} numbers',
  rowList: 'a list of rows',
  someRow: 'at least one row',
  rowsTo: 'at most {most} rows',
  noSuchField: 'no such field',
  unknownField: 'the unknown field {name}',
  thisField: 'this field',
  nothing: 'nothing',
  listOf: 'a list of {count}',
  object: 'an object',
  none: 'none',
  layer: 'a layer',
  someLayer: 'at least one layer',
  layersTo: 'at most {most} layers',
  parametersTo: 'at most {most} parameters',
  matrixPerLayer: 'one matrix a layer',
  biasesPerLayer: 'one row of biases a layer',
  experiment: 'an experiment: an object with data and network',
  rowsAsInputs: 'as many rows as inputs, {count}',
  numbersAsFirstRow: '{count} numbers as in the first row',
  names: '{count} names',
  splitTable: 'a table, whose column says the parts',
  sourceOf: 'the source {name}',
  freeColumn: 'a column that is neither input nor target',
  sharesLeave: 'shares of validation and test that leave rows for training, below 1 together',
  softmaxLast: 'softmax in the output layer only',
  softmaxHidden: 'softmax in a hidden layer',
  softmaxUnits: 'at least 2 units for softmax, whose outputs sum to 1',
  outputFor: 'an output layer of {activation} for {cost}',
  momentumAbove: 'a momentum above 0 for nesterov',
  momentumZero: 'momentum 0',
  atLeastMinimum: 'at least the minimum, {minimum}',
  entryPerLayer: 'one entry for each of {count} layers',
  rowPerInput: '{count} rows, one for each input of layer {layer}',
  numberPerUnit: '{count} numbers, one for each unit',
  noBias: 'null: the layer has no bias',
  unitPerTarget: '{count}, one for each target',
  targetsIn: 'targets from 0 to 1 for {cost}',
  targetsSum: 'targets that sum to 1 for {cost}',
  rowPlace: 'row {row}',
  hasBias: 'a layer that has a bias',
  otherParameter: 'another parameter than x',
  partWithRows: 'a part that has rows',
  batchSizesTo: '1 to {most} batch sizes',
  settingPath: 'a path as training.batchSize or network.layers[0].units',
  settingOfRun: 'a setting that changes the run; each run gets a name',
  theName: 'the name',
  seedOrCount: 'either this seed varied or a count of seeds',
  both: 'both',
  randomBesideRange: 'a random search beside a range',
  rangeUpwards: 'a range from a smaller to a larger number',
  rangeAboveZero: 'numbers above 0 for a logarithmic range',
  valueOnce: 'each value once',
  valueTwice: '{value} twice',
  settingOnce: 'each setting varied once',
  itTwice: 'it twice',
  gridSettings: 'at most {most} varied settings in a grid',
  randomSettings: 'at most {most} varied settings in a random search',
  someSetting: 'a varied setting, or a count of seeds',
  runsTo: 'at most {most} runs',
  list: 'a list',
  objectWith: 'an object that may have {name}',
  placeBelow: 'a place below {count}',
  layerPlace: 'layer {layer}: {place}',
  weightsPlace: 'weights',
  matrixOf: 'a matrix {shape}',
  shapeEither: '{shape}, or {other} as [out, in]',
  shapeAs: '{shape} as {order}',
  shapeAsFile: '{shape} as {order}, as the file says',
  floats: 'floating-point numbers',
  onlyTensors: 'only tensors of the open network',
  oneMore: 'one more, {shape}',
  listsOrList: 'an object of lists, or a list',
  numbersOrRows: 'a list of numbers or of rows',
  numbers: 'a list of numbers',
  countNumbers: '{count} numbers',
  scalerFields: 'kind, offset and divisor',
  tensorsTo: '1 to {most} tensors',
  nameTo: 'a name of at most {most} letters',
} as const

const allPhrases = { ...phrases, ...filePhrases, ...dataPhrases }

export type PhraseKind = keyof typeof allPhrases
/** A number, a name, a phrase, or a list of names or phrases. */
export type PhraseValue = string | number | Phrase | readonly (string | Phrase)[]
export interface Phrase {
  kind: PhraseKind
  values: Readonly<Record<string, PhraseValue>>
}

export const phrase = (kind: PhraseKind, values: Phrase['values'] = {}): Phrase => ({ kind, values })

/** In English. */
export const formatPhrase = ({ kind, values }: Phrase): string =>
  allPhrases[kind].replace(/\{(\w+)\}/g, (_, name: string) => formatValue(values[name]!))

function formatValue(value: PhraseValue): string {
  if (typeof value !== 'object') return String(value)
  return 'kind' in value ? formatPhrase(value) : value.map(formatValue).join(', ')
}
