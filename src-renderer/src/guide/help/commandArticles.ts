/** The command line. A test reads every line of it as the command line does. */
import { text, type Article } from './article'
import type { topicGroups } from './topics'

/** A line for each command, in the order of its help. */
export const commandLines = {
  train: 'chainrule train experiment.json --out results',
  resume: 'chainrule train session.chainrule --updates 500 --out results',
  sweep: 'chainrule sweep experiment.json --vary training.batchSize=1,8,32 --seeds 5 --out results',
  trace: 'chainrule trace experiment.json --update 10 --as numpy --notation za',
  check: 'chainrule check experiment.json',
  export: 'chainrule export session.chainrule --format weights-npz --out weights.npz',
  certify: 'chainrule certify session.chainrule --compare other.chainrule',
  info: 'chainrule info session.chainrule',
  bench: 'chainrule bench',
} as const

export const sweepLines = {
  grid: 'chainrule sweep experiment.json --vary training.optimizer.learningRate=0.01,0.1,1 --vary training.batchSize=1,8,32 --seeds 5 --out results',
  target:
    'chainrule sweep experiment.json --vary training.batchSize=1,8 --target accuracy:0.95 --out results',
  random:
    'chainrule sweep experiment.json --random 40 --vary training.optimizer.learningRate=log:1e-3..1 --out results',
  list: 'chainrule sweep experiment.json --vary training.batchSize=1,8 --list --out results',
  collect: 'chainrule sweep --collect results',
} as const

const toRows = (lines: Readonly<Record<string, string>>, part: string) =>
  Object.entries(lines).map(([name, code]) => ({ code, text: `helpCommands.${part}.${name}` }))

export const commandArticles: Record<(typeof topicGroups)['commands'][number], Article> = {
  commands: {
    title: 'helpCommands.title',
    blocks: [
      text('helpCommands.what'),
      { kind: 'entries', rows: toRows(commandLines, 'lines') },
      text('helpCommands.results'),
      text('helpCommands.json'),
      {
        kind: 'entries',
        rows: ['0', '1', '2', '130'].map((code) => ({ code, text: `helpCommands.codes.c${code}` })),
      },
    ],
  },
  sweeps: {
    title: 'helpCommands.sweepsTitle',
    blocks: [
      text('helpCommands.sweepsWhat'),
      { kind: 'entries', rows: toRows(sweepLines, 'sweepLines') },
      text('helpCommands.sweepsPlaces'),
      text('helpCommands.sweepsResume'),
      text('helpCommands.sweepsWindow'),
    ],
  },
}
