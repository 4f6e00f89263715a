import type { Problem } from './problem'
import { parseSettingPath } from './settingPath'
import { isRange, sweepLimits, type Sweep, type Variation } from './sweep'

/** What is wrong with a sweep before any of its runs is looked at. */
export function findSweepProblems(sweep: Sweep): Problem[] {
  return [
    ...sweep.vary.flatMap((variation) => checkVariation(variation, sweep)),
    ...checkTwice(sweep),
    ...checkCounts(sweep),
  ]
}

function checkVariation(variation: Variation, { seeds, random }: Sweep): Problem[] {
  const { path } = variation
  if (parseSettingPath(path) === null)
    return [{ path, expected: 'a path as training.batchSize or network.layers[0].units', actual: path }]
  if (path === 'name')
    return [{ path, expected: 'a setting that changes the run; each run gets a name', actual: 'the name' }]
  if (seeds !== null && (path === 'training.seed' || path === 'network.initialization.seed'))
    return [{ path, expected: 'either this seed varied or a count of seeds', actual: 'both' }]
  if (!isRange(variation)) return checkValues(variation.path, variation.values)
  const { scale, minimum, maximum } = variation
  const actual = `${scale}:${minimum}..${maximum}`
  if (random === null) return [{ path, expected: 'a random search beside a range', actual }]
  if (minimum >= maximum) return [{ path, expected: 'a range from a smaller to a larger number', actual }]
  return scale === 'log' && minimum <= 0
    ? [{ path, expected: 'numbers above 0 for a logarithmic range', actual }]
    : []
}

function checkValues(path: string, values: readonly unknown[]): Problem[] {
  const texts = values.map((value) => JSON.stringify(value))
  const twice = texts.find((value, at) => texts.indexOf(value) < at)
  return twice === undefined ? [] : [{ path, expected: 'each value once', actual: `${twice} twice` }]
}

function checkTwice({ vary }: Sweep): Problem[] {
  const paths = vary.map(({ path }) => path)
  const twice = paths.find((path, at) => paths.indexOf(path) < at)
  return twice === undefined
    ? []
    : [{ path: twice, expected: 'each setting varied once', actual: 'it twice' }]
}

function checkCounts({ vary, seeds, random }: Sweep): Problem[] {
  const most = random === null ? sweepLimits.gridSettings : sweepLimits.randomSettings
  if (vary.length > most) {
    const expected = `at most ${most} varied settings ${random === null ? 'in a grid' : 'in a random search'}`
    return [{ path: '', expected, actual: String(vary.length) }]
  }
  if (vary.length === 0 && (random !== null || seeds === null))
    return [{ path: '', expected: 'a varied setting, or a count of seeds', actual: 'none' }]
  const combinations =
    random?.count ??
    vary.reduce((count, variation) => count * (isRange(variation) ? 1 : variation.values.length), 1)
  const runs = combinations * (seeds ?? 1)
  return runs <= sweepLimits.runs
    ? []
    : [{ path: '', expected: `at most ${sweepLimits.runs} runs`, actual: String(runs) }]
}
