/** The sweep's rail and stage in one window, over the real trainer and the real runner of sweeps. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { sweepLooks } from '../../../../src-renderer/src/compare/sweep/sweepLooks'
import {
  sweepLinkKey,
  useSweep,
  type SweepOwner,
} from '../../../../src-renderer/src/compare/sweep/sweepOwner'
import { createSweepSetup, sweepSetup } from '../../../../src-renderer/src/compare/sweep/sweepSetup'
import SweepSetup from '../../../../src-renderer/src/compare/sweep/SweepSetup.vue'
import SweepView from '../../../../src-renderer/src/compare/sweep/SweepView.vue'
import { hostKey, type Host } from '../../../../src-renderer/src/host/Host'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import { createExperimentDraft, editorKey } from '../../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import type { ExperimentInput } from '../../../../src-worker/spec/experiment'
import { createExample } from '../../trainer/fakeTrainerApi'
import { createLinks, type CountedLinks, type Fate } from '../../trainer/sweepLinks'
import { startTrainer, take } from '../runs/openRuns'

export interface SweepStage {
  trainer: TrainerClient
  sweep: SweepOwner
  links: CountedLinks
  files: { name: string; text: string }[]
  rail(): VueWrapper
  stage(): VueWrapper
  panel(): HTMLElement
  leave(): void
  comeBack(): void
  close(): void
}

/** 24 rows, 6 of them held out, two epochs. */
export const moons = {
  name: 'Moons',
  data: { source: { kind: 'generator', name: 'moons', samples: 24 }, split: { validation: 0.25 } },
  network: { layers: [{ units: 3, activation: 'tanh' }, { units: 1 }] },
} satisfies ExperimentInput

export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 4000; turn++) {
    if (isSo()) return
    await new Promise((done) => setTimeout(done, 2))
  }
  throw new Error(`never: ${what}`)
}

/** With 2 × 2 settings and two seeds laid out in the rail. */
export async function openSweep(fateOf?: (nth: number) => Fate): Promise<SweepStage> {
  Object.assign(sweepSetup, createSweepSetup(), { seeds: 2, epochs: 2, jobs: 2 })
  const list = (path: string, text: string) => ({
    ...sweepSetup.grid[2],
    path,
    spacing: 'list' as const,
    text,
  })
  sweepSetup.grid[0] = list('training.optimizer.learningRate', '0.1, 0.4')
  sweepSetup.grid[1] = list('training.batchSize', '3, 9')
  Object.assign(sweepLooks, { cell: null, third: 0, curves: 'best' })
  const trainer = startTrainer()
  const editor = createExperimentDraft(trainer, createExample())
  take(await trainer.open(moons, [], 'document'))
  const links = createLinks(fateOf)
  const files: SweepStage['files'] = []
  const host = {
    saveAs: async (name: string, _: string, bytes: Uint8Array) => {
      files.push({ name, text: new TextDecoder().decode(bytes) })
      return { ok: true, value: { id: 'a', name } }
    },
  } as unknown as Host
  let sweep!: SweepOwner
  const Window = defineComponent({
    setup() {
      sweep = useSweep()
      return () => [h(SweepSetup), h(SweepView), h('div', { id: 'side-panel' })]
    },
  })
  const show = () =>
    mount(Window, {
      attachTo: document.body,
      global: {
        plugins: [i18n],
        provide: {
          [trainerKey as symbol]: trainer,
          [editorKey as symbol]: editor,
          [hostKey as symbol]: host,
          [sweepLinkKey as symbol]: links.createLink,
        },
      },
    })
  let window = show()
  return {
    ...{ trainer, sweep, links, files },
    rail: () => window.getComponent(SweepSetup) as unknown as VueWrapper,
    stage: () => window.getComponent(SweepView) as unknown as VueWrapper,
    panel: () => document.querySelector<HTMLElement>('#side-panel')!,
    leave: () => window.unmount(),
    comeBack: () => (window = show()),
    close() {
      sweep.stop()
      window.unmount()
      trainer.dispose()
      document.body.innerHTML = ''
    },
  }
}
