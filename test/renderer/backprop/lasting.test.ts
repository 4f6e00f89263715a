// @vitest-environment happy-dom
/** An update under the microscope has a name of its own: none comes back with other numbers. */
import { afterEach, expect, it } from 'vitest'
import { useLasting } from '../../../src-renderer/src/backprop/useLasting'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { settle, startTrainer, take } from '../compare/runs/openRuns'

const trainer = startTrainer()
afterEach(() => trainer.dispose())

it('update 0 as it was, with W1[1, 1] set to 3, and begun anew; update 4 before and after Restart', async () => {
  take(await trainer.open(exampleExperiment, [], 'document'))
  const { moment } = useLasting(trainer)
  const names: string[] = []
  const note = async () => {
    await settle()
    names.push(moment.value)
  }
  const toUpdate4 = async () => {
    for (let k = 0; k < 4; k++) await trainer.command('stepUpdate')
  }
  await note()
  await trainer.setParameter({ layer: 1, kind: 'W', row: 0, column: 0, value: 3 })
  await note()
  await trainer.command('restart')
  await note()
  await toUpdate4()
  await note()
  await trainer.command('restart')
  await note()
  await toUpdate4()
  await note()
  expect(new Set(names).size).toBe(6)
})
