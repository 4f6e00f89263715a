/** What is read of a distribution: one bin of one moment, and a moment as a whole, in words. */
import { useI18n } from 'vue-i18n'
import type { BinScale, Distribution } from '../../../../src-worker/protocol/distributions'
import { formatCount, formatPercent, formatValue } from '../../ui/formatNumber'

export interface BinPlace {
  moment: number
  /** From the lowest. */
  bin: number
}

export function useBinWords() {
  const { t } = useI18n()

  const share = (count: number, total: number): string =>
    t('weights.distribution.share', {
      count: formatCount(count),
      total: formatCount(total),
      percent: formatPercent(count / total),
    })

  /** What the bins do not show. */
  function describeRest(
    { zeros, below, above, notNumbers, total }: Distribution,
    moment: number,
    bins: BinScale,
  ) {
    const outside = above[moment]! + below[moment]! - (bins === 'size' ? zeros[moment]! : 0)
    const parts: string[] = []
    if (zeros[moment]! > 0)
      parts.push(t('weights.distribution.zeros', { percent: formatPercent(zeros[moment]! / total) }))
    if (outside > 0) parts.push(t('weights.distribution.outside', { count: formatCount(outside) }))
    if (notNumbers[moment]! > 0)
      parts.push(t('weights.distribution.notNumbers', { count: formatCount(notNumbers[moment]!) }))
    return parts
  }

  function describeBin(distribution: Distribution, update: number, place: BinPlace, bins: BinScale): string {
    const { edges, counts, total } = distribution
    const { moment, bin } = place
    const count = counts[moment * (edges.length - 1) + bin]!
    const words = t(bins === 'size' ? 'weights.distribution.sizeBin' : 'weights.distribution.bin', {
      update: formatCount(update),
      from: formatValue(edges[bin]!),
      to: formatValue(edges[bin + 1]!),
      share: share(count, total),
    })
    return [words, ...describeRest(distribution, moment, bins)].join(' · ')
  }

  return { describeBin, describeRest }
}
