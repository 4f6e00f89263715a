import { describe, expect, it } from 'vitest'
import { InputPlane } from '../../../src-worker/analysis/inputPlane'
import { Evaluator } from '../../../src-worker/core/evaluator'
import { prepareData } from '../../../src-worker/data/prepareData'
import type { ScalingKind } from '../../../src-worker/spec/names'
import { createNetwork, initialize } from '../core/sampleNetworks'
import { attachBundled, parseData, unwrap } from '../data/sources'

const network = createNetwork({
  inputs: 4,
  layers: [
    { units: 5, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ],
  m: 2,
})
const { shape } = network
const { parameters } = initialize(network)

describe('the decision map', () => {
  it.each<ScalingKind>(['none', 'standardize', 'minmax'])(
    "is core's forward pass at every pixel, the other inputs at their means, with scaling %s",
    (scaling) => {
      const data = parseData({ source: { kind: 'bundled', name: 'iris' }, scaling })
      const prepared = unwrap(prepareData(data, 3, attachBundled('iris')))
      const { dataset, scaler } = prepared
      const resolution = 9
      const plane = new InputPlane(shape, prepared, { resolution, inputX: 2, inputY: 1 })
      const map = plane.computeSurface(parameters)
      const evaluator = new Evaluator(shape, { x: prepared.x, y: dataset.y })
      const column = (k: number) => Array.from({ length: dataset.rows }, (_, row) => dataset.x[row * 4 + k]!)
      const means = [0, 1, 2, 3].map((k) => column(k).reduce((sum, v) => sum + v, 0) / dataset.rows)
      const room = (Math.max(...column(2)) - Math.min(...column(2))) / 10
      expect(map.minimum[0]).toBeCloseTo(Math.min(...column(2)) - room, 12)
      expect(map.maximum[0]).toBeCloseTo(Math.max(...column(2)) + room, 12)
      const output = new Float64Array(3)
      for (let y = 0; y < resolution; y++) {
        for (let x = 0; x < resolution; x++) {
          const share = (axis: 0 | 1, step: number) =>
            map.minimum[axis] + ((map.maximum[axis] - map.minimum[axis]) * step) / (resolution - 1)
          const point = [means[0]!, share(1, y), share(0, x), means[3]!]
          const scaled = point.map((v, k) =>
            scaler === null ? v : (v - scaler.offset[k]!) / scaler.divisor[k]!,
          )
          evaluator.predictInto(output, parameters, Float64Array.from(scaled), 1)
          const at = (y * resolution + x) * 3
          for (let j = 0; j < 3; j++) expect(map.values[at + j]).toBeCloseTo(output[j]!, 6)
        }
      }
    },
  )
})
