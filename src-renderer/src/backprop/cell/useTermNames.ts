/** Words for the terms of a sum and for the place of a cell. */
import { useI18n } from 'vue-i18n'
import type { CellId, StepModel, TermLabel } from '../../../../src-worker/protocol/microscope'

export function useTermNames() {
  const { t } = useI18n()

  const unitName = (layer: number, index: number): string =>
    layer === 0 ? `x${index + 1}` : t('backprop.unit', { layer, unit: index + 1 })

  function termName(label: TermLabel): string {
    switch (label.kind) {
      case 'sample':
        return t('backprop.sample', { sample: label.index + 1 })
      case 'unit':
        return unitName(label.layer, label.index)
      case 'others':
        return t('backprop.otherTerms', { count: label.count })
      default:
        return t(`backprop.terms.${label.kind}`)
    }
  }

  function placeOf(cell: CellId, model: StepModel): string {
    const layer = cell.kind === 'targets' ? model.layers.length : cell.layer
    switch (cell.kind) {
      case 'weights':
      case 'weightsAfter':
      case 'dW':
        return t('backprop.place.weight', {
          from: unitName(layer - 1, cell.row),
          to: unitName(layer, cell.column),
        })
      case 'bias':
      case 'biasAfter':
      case 'db':
        return t('backprop.place.bias', { unit: unitName(layer, cell.column) })
      case 'cost':
        return termName({ kind: 'sample', index: cell.row })
      case 'batchCost':
        return t('backprop.place.batch', { count: model.samples })
      default:
        return t('backprop.place.sample', { sample: cell.row + 1, unit: unitName(layer, cell.column) })
    }
  }

  return { termName, placeOf }
}
