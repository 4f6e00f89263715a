import type { Random } from '../core/random'
import type { GeneratorName } from '../spec/names'

/** One sample before noise; with two classes `y` is one value, 0 or 1. */
export interface Sample {
  x: number[]
  y: number[]
}

/** Where a sample stands among all. */
export interface Place {
  /** From 0. */
  row: number
  rows: number
  random: Random
}

/** `noise` is added to the inputs of a classification and to the targets of a regression. */
export interface Generator {
  inputs: number
  kind: 'twoClasses' | 'oneHot' | 'regression'
  create(place: Place): Sample
}

const truthTable = (inputs: number, isTrue: (bits: number[]) => boolean): Generator => ({
  inputs,
  kind: 'twoClasses',
  /** Row r of the table is the number r in binary, highest bit first; the rows come round in turn. */
  create({ row }) {
    const x = Array.from({ length: inputs }, (_, bit) => (row >> (inputs - 1 - bit)) & 1)
    return { x, y: [isTrue(x) ? 1 : 0] }
  },
})

/** Classes in turn, 0 first, in about [−1, 1]². */
const plane = (draw: (label: number, place: Place) => [number, number]): Generator => ({
  inputs: 2,
  kind: 'twoClasses',
  create(place) {
    const label = place.row % 2
    return { x: draw(label, place), y: [label] }
  },
})

/** x uniform in [−1, 1). */
const curve = (f: (x: number) => number): Generator => ({
  inputs: 1,
  kind: 'regression',
  create({ random }) {
    const x = drawBetween(random, -1, 1)
    return { x: [x], y: [f(x)] }
  },
})

const drawBetween = (random: Random, minimum: number, maximum: number): number =>
  minimum + (maximum - minimum) * random.nextFloat()

const spread = 0.15
const spiralTurns = 1.25
const encoderUnits = 8

export const generators: Record<GeneratorName, Generator> = {
  xor: truthTable(2, ([a, b]) => a !== b),
  and: truthTable(2, ([a, b]) => a === 1 && b === 1),
  or: truthTable(2, ([a, b]) => a === 1 || b === 1),
  parity: truthTable(3, (bits) => bits.filter((bit) => bit === 1).length % 2 === 1),

  /** Two round clouds of standard deviation 0.15 about (−0.5, −0.5) and (0.5, 0.5). */
  gaussians: plane((label, { random }) => {
    const centre = label === 0 ? -0.5 : 0.5
    return [centre + spread * random.nextNormal(), centre + spread * random.nextNormal()]
  }),

  /** A disc of radius 0.5 (class 1) in a ring from 0.7 to 1 (class 0). */
  circle: plane((label, { random }) => {
    const radius = label === 1 ? drawBetween(random, 0, 0.5) : drawBetween(random, 0.7, 1)
    const angle = drawBetween(random, 0, 2 * Math.PI)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  }),

  /** Two half circles that reach into one another, of radius ⅔. */
  moons: plane((label, { random }) => {
    const angle = drawBetween(random, 0, Math.PI)
    const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle)
    const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)
    return [(x - 0.5) / 1.5, (y - 0.25) / 1.5]
  }),

  /** Two arms of 1¼ turns, evenly filled from the centre outwards. */
  spirals: plane((label, { row, rows }) => {
    const way = (Math.floor(row / 2) + 1) / Math.ceil(rows / 2)
    const angle = spiralTurns * 2 * Math.PI * way + label * Math.PI
    return [way * Math.sin(angle), way * Math.cos(angle)]
  }),

  /** Four by four fields, the lower left one class 0. */
  checkerboard: plane((label, { random }) => {
    const column = random.nextBelow(4)
    const line = 2 * random.nextBelow(2) + ((column + label) % 2)
    const drawIn = (field: number): number => drawBetween(random, field / 2 - 1, (field + 1) / 2 - 1)
    return [drawIn(column), drawIn(line)]
  }),

  line: curve((x) => 0.8 * x - 0.2),
  sine: curve((x) => Math.sin(Math.PI * x)),

  /** Each of eight one-hot rows is its own target: the 8–3–8 encoder. */
  encoder: {
    inputs: encoderUnits,
    kind: 'oneHot',
    create({ row }) {
      const x = Array.from({ length: encoderUnits }, (_, unit) => (unit === row % encoderUnits ? 1 : 0))
      return { x, y: [...x] }
    },
  },
}
