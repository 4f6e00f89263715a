/** What the lab accepts at most. Every limit is stated where a person meets it. */
export const limits = {
  bookmarks: 1000,
  /** Of a bookmark's note. */
  noteLetters: 1000,
  layers: 16,
  unitsPerLayer: 4096,
  parameters: 16_000_000,
  rows: 1_000_000,
  /** Inputs or targets of one sample, after categories have become one input a value. */
  columns: 4096,
  dataBytes: 512 * 1024 * 1024,
  generatorSamples: 100_000,
  nameLength: 200,
  /** That a person adds to the usual ones. */
  missingMarks: 100,
  /** Runs of a session beside the open one. */
  keptRuns: 100,
  /** Of a run's note. */
  runNote: 10_000,
  /** Of an exercise's task. */
  taskLetters: 4000,
  /** That a session holds. */
  sweeps: 20,
} as const
