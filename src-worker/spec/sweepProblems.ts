import { phrase } from './phrases'
import { explain, type Problem } from './problem'
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
  if (parseSettingPath(path) === null) return [explain(path, phrase('settingPath'), path)]
  if (path === 'name') return [explain(path, phrase('settingOfRun'), phrase('theName'))]
  if (seeds !== null && (path === 'training.seed' || path === 'network.initialization.seed'))
    return [explain(path, phrase('seedOrCount'), phrase('both'))]
  if (!isRange(variation)) return checkValues(variation.path, variation.values)
  const { scale, minimum, maximum } = variation
  const actual = `${scale}:${minimum}..${maximum}`
  if (random === null) return [explain(path, phrase('randomBesideRange'), actual)]
  if (minimum >= maximum) return [explain(path, phrase('rangeUpwards'), actual)]
  return scale === 'log' && minimum <= 0 ? [explain(path, phrase('rangeAboveZero'), actual)] : []
}

function checkValues(path: string, values: readonly unknown[]): Problem[] {
  const texts = values.map((value) => JSON.stringify(value))
  const twice = texts.find((value, at) => texts.indexOf(value) < at)
  return twice === undefined
    ? []
    : [explain(path, phrase('valueOnce'), phrase('valueTwice', { value: twice }))]
}

function checkTwice({ vary }: Sweep): Problem[] {
  const paths = vary.map(({ path }) => path)
  const twice = paths.find((path, at) => paths.indexOf(path) < at)
  return twice === undefined ? [] : [explain(twice, phrase('settingOnce'), phrase('itTwice'))]
}

function checkCounts({ vary, seeds, random }: Sweep): Problem[] {
  const most = random === null ? sweepLimits.gridSettings : sweepLimits.randomSettings
  if (vary.length > most) {
    const expected = phrase(random === null ? 'gridSettings' : 'randomSettings', { most })
    return [explain('', expected, vary.length)]
  }
  if (vary.length === 0 && (random !== null || seeds === null))
    return [explain('', phrase('someSetting'), phrase('none'))]
  const combinations =
    random?.count ??
    vary.reduce((count, variation) => count * (isRange(variation) ? 1 : variation.values.length), 1)
  const runs = combinations * (seeds ?? 1)
  return runs <= sweepLimits.runs ? [] : [explain('', phrase('runsTo', { most: sweepLimits.runs }), runs)]
}
