/** What an experiment says about training, as fields of the plan. */
import type { OptimizerSettings, ScheduleSettings, TrainingSettings } from '../spec/experiment'
import { costNames, optimizerNames, scheduleKinds } from '../spec/names'
import type { EngineMemory } from './engineMemory'

export function writeSettings(memory: EngineMemory, settings: TrainingSettings, trainingRows: number): void {
  const { batchSize } = settings
  memory.setWord('batchSize', batchSize === 'full' ? trainingRows : Math.min(batchSize, trainingRows))
  memory.setWord('costCode', costNames.indexOf(settings.cost))
  memory.setFloat('l1', settings.l1)
  memory.setFloat('l2', settings.l2)
  memory.setFloat('clipNorm', settings.clipNorm ?? Infinity)
  memory.setWord('gathered', 0)
  writeOptimizer(memory, settings.optimizer)
  writeSchedule(memory, settings.schedule)
}

function writeOptimizer(memory: EngineMemory, optimizer: OptimizerSettings): void {
  memory.setWord('optimizer', optimizerNames.indexOf(optimizer.name))
  memory.setFloat('learningRate', optimizer.learningRate)
  memory.setFloat('momentum', optimizer.name === 'sgd' ? optimizer.momentum : 0)
  memory.setWord('nesterov', optimizer.name === 'sgd' && optimizer.nesterov ? 1 : 0)
  memory.setFloat('beta1', 'beta1' in optimizer ? optimizer.beta1 : 0)
  memory.setFloat('beta2', 'beta2' in optimizer ? optimizer.beta2 : 'rho' in optimizer ? optimizer.rho : 0)
  memory.setFloat('epsilon', 'epsilon' in optimizer ? optimizer.epsilon : 0)
  memory.setFloat('weightDecay', 'weightDecay' in optimizer ? optimizer.weightDecay : 0)
}

function writeSchedule(memory: EngineMemory, schedule: ScheduleSettings): void {
  memory.setWord('schedule', scheduleKinds.indexOf(schedule.kind))
  memory.setFloat('scheduleFactor', 'factor' in schedule ? schedule.factor : 1)
  memory.setFloat('scheduleEpochs', 'epochs' in schedule ? schedule.epochs : 1)
  memory.setFloat('scheduleMinimum', 'minimum' in schedule ? schedule.minimum : 0)
  memory.setFloat('scheduleUpdates', 'updates' in schedule ? schedule.updates : 1)
}
