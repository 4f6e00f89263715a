import { useI18n } from 'vue-i18n'
import type { DataSource } from '../../../src-worker/spec/experiment'

/** A data source in one line. */
export function useSourceWords() {
  const { t } = useI18n()
  function nameSource(source: DataSource): string {
    switch (source.kind) {
      case 'inline':
        return t('data.sources.inline', { rows: source.inputs.length })
      case 'generator':
        return t('data.sources.generator', {
          name: t(`data.generators.${source.name}`),
          samples: source.samples,
          noise: source.noise,
          seed: source.seed,
        })
      case 'bundled':
        return t('data.sources.bundled', { name: t(`data.bundled.${source.name}.name`) })
      case 'file':
        return source.path
      case 'idx':
        return source.images
    }
  }
  return { nameSource }
}
