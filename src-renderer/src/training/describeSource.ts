import type { DataSource } from '../../../src-worker/spec/experiment'

export interface SourceWords {
  key: string
  values: { name?: string; set?: string; count?: number; noise?: number }
}

/** Message key and values that name a data source in one line. */
export function describeSource(source: DataSource): SourceWords {
  switch (source.kind) {
    case 'inline':
      return { key: 'training.sources.inline', values: { count: source.inputs.length } }
    case 'generator':
      return source.noise > 0
        ? { key: 'training.sources.noisy', values: { set: source.name, noise: source.noise } }
        : { key: 'training.sources.named', values: { set: source.name } }
    case 'bundled':
      return { key: 'training.sources.named', values: { set: source.name } }
    case 'file':
      return { key: 'training.sources.named', values: { name: fileName(source.path) } }
    case 'idx':
      return { key: 'training.sources.named', values: { name: fileName(source.images) } }
  }
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
