/** Every experiment of the gallery does what its sentence promises, with numbers. */
import { describe, expect, it } from 'vitest'
import { galleryEntries } from '../../../src-renderer/src/guide/galleryEntries'
import { take } from '../../worker/session/services'
import { openExperiment, readExperiment, runExperiment, withTraining } from './runExperiment'

const last = (values: ArrayLike<number>): number => values[values.length - 1]!
/** How far the cost jumps from one update to the next, root mean square over the second half of the run. */
function measureJumps(cost: Float64Array): number {
  const half = cost.slice(Math.floor(cost.length / 2))
  const squares = half.slice(1).map((value, k) => (value - half[k]!) ** 2)
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length)
}

it.each(galleryEntries)('$name has the rows and inputs that its card says', async (entry) => {
  const { run } = await openExperiment(readExperiment(entry.name))
  const { training, validation, test } = run.data
  expect([training + validation + test, run.data.inputs]).toEqual([entry.rows, entry.inputs])
})

describe('the gallery', () => {
  it('xor-symmetry stays above 0.12 for 250 updates and is below 0.002 after 1,500', async () => {
    const { history, update } = await runExperiment(readExperiment('xor-symmetry'))
    const at = (wanted: number): number => history.cost[history.update.indexOf(wanted)]!
    expect(at(250)).toBeGreaterThan(0.12)
    expect([update, last(history.cost) < 0.002]).toEqual([1500, true])
  })

  it('zero-initialization keeps both hidden units equal to the bit and the cost above 1/12', async () => {
    const { weights, trainingCost } = await runExperiment(readExperiment('zero-initialization'))
    const [hidden, output] = weights
    const [w11, w12, w21, w22] = hidden!.weights
    expect([w12, w22, hidden!.biases[1], output!.weights[1]]).toEqual([
      w11,
      w21,
      hidden!.biases[0],
      output!.weights[0],
    ])
    expect(Math.abs(w11!)).toBeGreaterThan(1)
    expect(trainingCost).toBeGreaterThan(1 / 12)
    expect(trainingCost).toBeLessThan(0.09)
  })

  it('saturation hardly falls below 0.08, which Xavier weights leave below 0.02', async () => {
    const experiment = readExperiment('saturation')
    const { history, trainingCost } = await runExperiment(experiment)
    expect(history.evaluation.cost[40]! - trainingCost).toBeLessThan(0.002)
    expect(trainingCost).toBeGreaterThan(0.079)
    const network = {
      ...experiment.network,
      initialization: { kind: 'xavierUniform', seed: 1, bias: 0 } as const,
    }
    expect((await runExperiment({ ...experiment, network })).trainingCost).toBeLessThan(0.02)
  })

  it('learning-rate-too-large lies less than a tenth above 2/λmax and grows a millionfold; half the rate falls', async () => {
    const experiment = readExperiment('learning-rate-too-large')
    const { service, run } = await openExperiment(experiment)
    const { limit, learningRate } = take(await service.measureCurvature(run.runId))
    expect(learningRate).toBeGreaterThan(limit)
    expect(learningRate).toBeLessThan(1.1 * limit)
    const { history } = await runExperiment(experiment)
    expect(last(history.cost)).toBeGreaterThan(1e6 * history.cost[0]!)
    const { optimizer } = experiment.training
    const halved = withTraining(experiment, {
      optimizer: { ...optimizer, learningRate: optimizer.learningRate / 2 },
    })
    const calm = (await runExperiment(halved)).history.cost
    expect(last(calm)).toBeLessThan(calm[0]! / 20)
  })

  it('batch-noise jumps more than fifty times as far with 2 rows a batch as with 256', async () => {
    const experiment = readExperiment('batch-noise')
    const noisy = measureJumps((await runExperiment(experiment)).history.cost)
    const smooth = measureJumps(
      (await runExperiment(withTraining(experiment, { batchSize: 256 }))).history.cost,
    )
    expect(noisy / smooth).toBeGreaterThan(50)
  })

  it('momentum has after 200 updates a fifth of the cost without', async () => {
    const experiment = readExperiment('momentum')
    const { optimizer } = experiment.training
    const plain = withTraining(experiment, { optimizer: { ...optimizer, momentum: 0 } as typeof optimizer })
    const [withMomentum, without] = [await runExperiment(experiment), await runExperiment(plain)]
    expect([withMomentum.update, without.update]).toEqual([200, 200])
    const share = last(withMomentum.history.cost) / last(without.history.cost)
    expect(share).toBeGreaterThan(0.17)
    expect(share).toBeLessThan(0.23)
  })

  it('overfitting more than doubles its lowest validation cost while the training cost falls to a quarter', async () => {
    const { evaluation } = (await runExperiment(readExperiment('overfitting'))).history
    expect(last(evaluation.validationCost)).toBeGreaterThan(2 * Math.min(...evaluation.validationCost))
    expect(last(evaluation.cost)).toBeLessThan(evaluation.cost[0]! / 4)
  })

  it('l2-penalty ends at less than two thirds of the validation cost without it, same data and start', async () => {
    const [free, held] = [readExperiment('overfitting'), readExperiment('l2-penalty')]
    expect({ ...held, name: '', training: { ...held.training, l2: 0 } }).toEqual({ ...free, name: '' })
    expect(held.training.l2).toBe(0.01)
    const costs = [(await runExperiment(free)).validationCost, (await runExperiment(held)).validationCost]
    expect(costs[1]! / costs[0]!).toBeLessThan(2 / 3)
  })

  it('spirals puts 97 % of the held-out points on their side', async () => {
    expect((await runExperiment(readExperiment('spirals'))).validationAccuracy).toBeGreaterThanOrEqual(0.97)
  })

  it('penguins mistakes at most one in fifty held-out birds after ten epochs', async () => {
    const { evaluation } = (await runExperiment(readExperiment('penguins'))).history
    expect(evaluation.validationAccuracy[evaluation.epoch.indexOf(10)]).toBeGreaterThanOrEqual(0.98)
  })

  it('digits reads more than 97 % of the held-out pictures after 15 epochs', async () => {
    const { epoch, validationAccuracy } = await runExperiment(readExperiment('digits'))
    expect(epoch).toBe(15)
    expect(validationAccuracy).toBeGreaterThan(0.97)
  })

  it('encoder gives all eight patterns back', async () => {
    const { accuracy, trainingCost } = await runExperiment(readExperiment('encoder'))
    expect(accuracy).toBe(1)
    expect(trainingCost).toBeLessThan(0.001)
  })
})
