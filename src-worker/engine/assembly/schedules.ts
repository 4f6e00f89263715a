/** The learning rate of one update, in float64; the formulas are those of core/schedules. */
import { Schedule } from './codes'
import { powerOf } from './functions'
import { getPlan } from './plan'

export function getLearningRate(): f64 {
  const plan = getPlan()
  const rate = plan.learningRate
  const epoch = <f64>plan.epoch
  switch (plan.schedule) {
    case Schedule.step:
      return rate * powerOf(plan.scheduleFactor, Math.floor(epoch / plan.scheduleEpochs))
    case Schedule.exponential:
      return rate * powerOf(plan.scheduleFactor, epoch)
    case Schedule.cosine: {
      const share = Math.min(epoch / plan.scheduleEpochs, 1)
      return plan.scheduleMinimum + ((rate - plan.scheduleMinimum) * (1 + Math.cos(Math.PI * share))) / 2
    }
    case Schedule.warmUp:
      return (rate * Math.min(plan.update + 1, plan.scheduleUpdates)) / plan.scheduleUpdates
    default:
      return rate
  }
}
