/** Words for the terms of a sum and for the place of a cell. */
import { useI18n } from 'vue-i18n'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { TermLabel } from './derivedCell'
import type { CellId } from './tensors'

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
      case 'bias':
        return t('backprop.bias')
      case 'rest':
        return t('backprop.rest')
    }
  }

  function placeOf(cell: CellId, trace: UpdateTrace): string {
    const layer = cell.kind === 'targets' ? trace.layers.length : cell.layer
    switch (cell.kind) {
      case 'weights':
      case 'dW':
        return t('backprop.place.weight', {
          from: unitName(layer - 1, cell.row),
          to: unitName(layer, cell.column),
        })
      case 'bias':
      case 'db':
        return t('backprop.place.bias', { unit: unitName(layer, cell.column) })
      case 'cost':
        return termName({ kind: 'sample', index: cell.row })
      default:
        return t('backprop.place.sample', { sample: cell.row + 1, unit: unitName(layer, cell.column) })
    }
  }

  return { termName, placeOf }
}
