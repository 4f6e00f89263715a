import type { Dataset } from '../core/dataset'
import { Random } from '../core/random'
import type { LabError } from '../protocol/errors'
import type { SourceOf } from '../spec/experiment'
import { fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { nameColumns } from './createInlineDataset'
import { checkOutputUnits, encodeClasses, type Targets } from './encodeTargets'
import { generators, type Generator, type Sample } from './generators'

/**
 * Draws the samples of a generator; the same source always gives the same numbers.
 * Two classes are one column of 0 and 1, or one-hot for a network of two output units.
 */
export function generateDataset(
  source: SourceOf<'generator'>,
  outputUnits: number | null,
): Result<Dataset, LabError> {
  const generator = generators[source.name]
  const samples = drawSamples(generator, source)
  const { y, names, classes } = createTargets(generator, samples, outputUnits)
  const twoClasses = generator.kind === 'twoClasses'
  const reason = twoClasses ? phrase('forTwoClasses') : phrase('forTargetColumn')
  const fault = checkOutputUnits(outputUnits, names.length, reason, twoClasses)
  if (fault !== null) return fail(fault)
  return succeed({
    rows: samples.length,
    inputs: generator.inputs,
    targets: names.length,
    x: Float64Array.from(samples.flatMap(({ x }) => x)),
    y,
    inputNames: nameColumns('x', generator.inputs),
    targetNames: names,
    task: classes === null ? 'regression' : 'classification',
    classes,
    sourceRows: null,
    rowsRead: samples.length,
    dropped: [],
  })
}

/** Noise is normal with that standard deviation; none is drawn for 0. */
function drawSamples(generator: Generator, source: SourceOf<'generator'>): Sample[] {
  const { samples: rows, noise, seed } = source
  const random = Random.fromSeed(seed, 'generation')
  const blur = (values: number[]): void => {
    for (let c = 0; c < values.length; c++) values[c]! += noise * random.nextNormal()
  }
  return Array.from({ length: rows }, (_, row) => {
    const sample = generator.create({ row, rows, random })
    if (noise > 0) blur(generator.kind === 'regression' ? sample.y : sample.x)
    return sample
  })
}

function createTargets(
  { kind }: Generator,
  samples: Sample[],
  outputUnits: number | null,
): Targets & { classes: string[] | null } {
  if (kind === 'twoClasses') {
    const labels = Uint32Array.from(samples, ({ y }) => y[0]!)
    const classes = ['0', '1']
    return { ...encodeClasses(labels, classes, outputUnits !== 2, 'y1'), classes }
  }
  const names = nameColumns('y', samples[0]!.y.length)
  const y = Float64Array.from(samples.flatMap((sample) => sample.y))
  return { names, y, classes: kind === 'oneHot' ? [...names] : null }
}
