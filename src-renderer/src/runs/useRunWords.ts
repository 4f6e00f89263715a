import { useI18n } from 'vue-i18n'
import { formatCount, formatValue } from '../ui/formatNumber'
import type { PresentRun } from './presentRuns'

type Named = Pick<PresentRun, 'number' | 'name'>

export interface RunWords {
  /** The name given, else "Run 3". */
  nameOf(run: Named): string
  /** "paused at epoch 312" */
  stateOf(run: PresentRun): string
  /** "from Run 2 at update 120"; empty for a run that is no branch. */
  originOf(run: Pick<PresentRun, 'branchOf'>, runs: readonly Named[]): string
}

/** Whole epochs, with a fraction only before the tenth. */
export function formatEpochs(epochs: number): string {
  if (epochs >= 10 || Number.isInteger(epochs)) return formatCount(Math.floor(epochs))
  return formatValue(epochs, 2)
}

export function useRunWords(): RunWords {
  const { t } = useI18n()
  const nameOf = ({ number, name }: Named): string => (name === '' ? t('runs.numbered', { number }) : name)

  function stateOf({ state, stopReason, divergence, epochs }: PresentRun): string {
    if (state === 'diverged') {
      const epoch = divergence === null ? formatEpochs(epochs) : formatCount(divergence.epoch + 1)
      return t('runs.at.diverged', { epoch })
    }
    const epoch = formatEpochs(epochs)
    if (state === 'finished') return t(`runs.at.${stopReason ?? 'finished'}`, { epoch })
    return t(`runs.at.${state}`, { epoch })
  }
  return {
    nameOf,
    stateOf,
    originOf({ branchOf }, runs) {
      if (branchOf === null) return ''
      const left = runs.find(({ number }) => number === branchOf.number)
      const name = nameOf(left ?? { number: branchOf.number, name: '' })
      return t('runs.from', { name, update: formatCount(branchOf.update) })
    },
  }
}
