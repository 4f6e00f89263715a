/** Composition root of the window. */
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { parseExperiment } from '../../src-worker/spec/parseExperiment'
import type { Experiment } from '../../src-worker/spec/experiment'
import App from './App.vue'
import { createHost } from './host/createHost'
import { hostKey } from './host/Host'
import { followLanguage, i18n } from './i18n/i18n'
import { createExperimentDraft, editorKey } from './trainer/experimentDraft'
import { requestFrame } from './trainer/frameGate'
import { workerKeeperKey } from './trainer/runRecovery'
import { spawnWorker } from './trainer/spawnWorker'
import { draftKey, spareTrainerKey, trainerKey } from './trainer/trainer'
import { createTrainerClient } from './trainer/trainerClient'

function readExample(): Experiment {
  const example = parseExperiment(exampleExperiment)
  if (!example.ok) throw new Error(`the example is not an experiment: ${JSON.stringify(example.error)}`)
  return example.value
}

const startTrainer = () =>
  createTrainerClient({ createLink: spawnWorker, now: () => performance.now(), requestFrame })
const trainer = startTrainer()
const editor = createExperimentDraft(trainer, readExample())

// Without the words of its language the lab speaks English.
await followLanguage().catch(reportError)

createApp(App)
  .use(i18n)
  .provide(hostKey, createHost())
  .provide(trainerKey, trainer)
  .provide(spareTrainerKey, startTrainer)
  .provide(workerKeeperKey, trainer)
  .provide(draftKey, editor)
  .provide(editorKey, editor)
  .mount('#app')
