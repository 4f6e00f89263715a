/** The file formats, and the command line. */
import { exportFormatNames } from '../../../../src-worker/protocol/exports'
import { text, type Article } from './article'
import type { topicGroups } from './topics'

const experimentExample = `{
  "format": "chainrule-experiment",
  "version": 1,
  "name": "Penguins",
  "data": {
    "source": { "kind": "bundled", "name": "penguins", "missing": "drop" },
    "scaling": "standardize",
    "split": { "validation": 0.2, "seed": 1 }
  },
  "network": {
    "layers": [
      { "units": 8, "activation": "tanh" },
      { "units": 3, "activation": "softmax" }
    ]
  },
  "training": {
    "cost": "categoricalCrossEntropy",
    "optimizer": { "name": "adam", "learningRate": 0.01 },
    "batchSize": 16,
    "stop": { "epochs": 50 }
  }
}`

/** Entries of a session, as the file names them; the further runs last. */
export const sessionEntryTexts = {
  'manifest.json': 'manifest',
  'experiment.json': 'experiment',
  'run.json': 'run',
  'weights.safetensors': 'weights',
  'history.npz': 'history',
  'data.npz': 'data',
  'events.json': 'events',
  'timeline.json': 'timeline',
  'random.json': 'random',
  'order.npz': 'order',
  'notes.md': 'notes',
  'runs.json': 'runs',
  'sweeps.json': 'sweeps',
} as const

export const fileArticles: Record<(typeof topicGroups)['files'][number], Article> = {
  session: {
    title: 'helpFiles.session.title',
    blocks: [
      text('helpFiles.session.what'),
      {
        kind: 'entries',
        rows: [
          ...Object.entries(sessionEntryTexts).map(([code, name]) => ({
            code,
            text: `helpFiles.session.entries.${name}`,
          })),
          { code: 'run-N.chainrule', text: 'helpFiles.session.entries.furtherRun' },
        ],
      },
      text('helpFiles.session.exact'),
      text('helpFiles.session.copy'),
      text('helpFiles.session.safe'),
    ],
  },
  experiment: {
    title: 'helpFiles.experiment.title',
    blocks: [
      text('helpFiles.experiment.what'),
      { kind: 'code', code: experimentExample },
      text('helpFiles.experiment.sources'),
      {
        kind: 'entries',
        rows: ['inline', 'generator', 'bundled', 'file', 'idx'].map((code) => ({
          code,
          text: `helpFiles.experiment.kinds.${code}`,
        })),
      },
      text('helpFiles.experiment.weights'),
    ],
  },
  dataIn: {
    title: 'helpFiles.dataIn.title',
    blocks: [
      text('helpFiles.dataIn.what'),
      {
        kind: 'entries',
        rows: [
          { code: '.csv .tsv .txt', text: 'helpFiles.dataIn.tables' },
          { code: '.npy .npz', text: 'helpFiles.dataIn.arrays' },
          { code: '.idx', text: 'helpFiles.dataIn.idx' },
          { code: '.gz', text: 'helpFiles.dataIn.gzip' },
        ],
      },
      text('helpFiles.dataIn.missing'),
      text('helpFiles.dataIn.scaling'),
    ],
  },
  exports: {
    title: 'helpFiles.exports.title',
    blocks: [
      text('helpFiles.exports.what'),
      { kind: 'list', labels: exportFormatNames.map((name) => `files.formats.${name}`) },
      text('helpFiles.exports.orientation'),
      text('helpFiles.exports.readBack'),
      text('helpFiles.exports.weightsIn'),
    ],
  },
}
