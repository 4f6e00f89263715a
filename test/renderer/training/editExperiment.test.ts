import { describe, expect, it } from 'vitest'
import {
  addLayer,
  canBeSoftmax,
  changeStop,
  countParameters,
  removeLayer,
  setActivation,
  setBias,
  setCost,
  setMomentum,
  setUnits,
} from '../../../src-renderer/src/training/editExperiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { createExample } from '../trainer/fakeTrainerApi'

describe('edits of an experiment', () => {
  it('draws start values again when the shape changes', () => {
    for (const changed of [
      setUnits(createExample(), 0, 5),
      addLayer(createExample()),
      removeLayer(createExample(), 0),
    ])
      expect(changed.network.initialization.kind).toBe('xavierUniform')
  })

  it('keeps typed-in values when a bias goes, and starts it at zero when it comes back', () => {
    const without = setBias(createExample(), 0, false)
    expect(without.network.initialization).toMatchObject({ biases: [null, [0.15]] })
    const back = setBias(without, 0, true)
    expect(back.network.initialization).toMatchObject({ biases: [[0, 0, 0], [0.15]] })
  })

  it('lets cost and output follow one another, always without a contradiction', () => {
    expect(canBeSoftmax(createExample())).toBe(false)
    const three = setUnits(createExample(), 1, 3)
    expect(canBeSoftmax(three)).toBe(true)
    const softmax = setCost(three, 'categoricalCrossEntropy')
    expect(softmax.network.layers.at(-1)?.activation).toBe('softmax')
    const sigmoid = setActivation(softmax, 1, 'sigmoid')
    expect(sigmoid.training.cost).toBe('binaryCrossEntropy')
    const linear = setActivation(sigmoid, 1, 'linear')
    expect(linear.training.cost).toBe('halfMeanSquaredError')
    for (const experiment of [softmax, sigmoid, linear]) expect(parseExperiment(experiment).ok).toBe(true)
  })

  it('takes Nesterov away with the momentum', () => {
    const example = createExample()
    const optimizer = { name: 'sgd' as const, learningRate: 0.5, momentum: 0.9, nesterov: true }
    const fast = { ...example, training: { ...example.training, optimizer } }
    expect(setMomentum(fast, 0).training.optimizer).toMatchObject({ momentum: 0, nesterov: false })
  })

  it('drops a stop rule that is undefined', () => {
    expect(changeStop(createExample(), { updates: undefined, epochs: 20 }).training.stop).toEqual({
      epochs: 20,
    })
  })

  it('counts 13 parameters of 2-3-1, 9 without biases', () => {
    const { layers } = createExample().network
    expect(countParameters(2, layers)).toBe(13)
    expect(
      countParameters(
        2,
        layers.map((layer) => ({ ...layer, bias: false })),
      ),
    ).toBe(9)
  })
})
