/** How the value of a setting is written. Pure. */
import type { StartEdit } from '../../../src-worker/protocol/trainerApi'
import { startWeightsPath, withoutNumbers } from '../i18n/settingLabels'

/** Null for a message that there is not. */
export type Translate = (key: string, values?: Record<string, unknown>) => string | null

/** Path without its numbers → where the names of its values are. */
const valueKeys: Readonly<Record<string, string>> = {
  'data.source.kind': 'sides.sourceKinds',
  'data.source.name': 'training.sets',
  'data.scaling': 'data.scalings',
  'network.layers.activation': 'training.activations',
  'network.initialization.kind': 'training.initializations',
  'training.cost': 'training.costs',
  'training.optimizer.name': 'training.optimizers',
  'training.schedule.kind': 'training.schedules',
  'training.precision': 'training.precisions',
}

/** A value in words: a name of the lab, a number as it was typed, a list by what it holds. */
export function describeSetting(path: string, value: unknown, translate: Translate): string {
  if (path === startWeightsPath) return describeStart(value as readonly StartEdit[] | undefined, translate)
  if (value === undefined) return '–'
  if (value === null || typeof value === 'boolean' || value === 'full')
    return translate(`runs.values.${String(value)}`) ?? String(value)
  if (typeof value === 'number') return String(value).replace('-', '\u2212')
  if (Array.isArray(value)) return describeList(value, translate)
  const names = valueKeys[withoutNumbers(path)]
  return (names === undefined ? null : translate(`${names}.${String(value)}`)) ?? toText(value)
}

const mostNamed = 3

/** The first few by name and value. */
function describeStart(edits: readonly StartEdit[] | undefined, translate: Translate): string {
  if (edits === undefined) return translate('sides.startAsGiven') ?? '–'
  const named = edits
    .slice(0, mostNamed)
    .map(({ place, value }) => `${place} ${String(value).replace('-', '\u2212')}`)
  const list = [...named, ...(edits.length > mostNamed ? [`… (${edits.length})`] : [])].join(', ')
  return translate('sides.startByHand', { list }) ?? list
}

/** Layers by units and activation, names one by one, tables by their length. */
function describeList(list: readonly unknown[], translate: Translate): string {
  if (list.every((member) => typeof member === 'string')) return list.join(', ')
  const layers = list.map((member) => member as { units?: number; activation?: string } | null)
  if (layers.every((layer) => typeof layer?.units === 'number')) {
    const nameOf = (activation = ''): string => translate(`training.activations.${activation}`) ?? activation
    return layers.map((layer) => `${layer!.units} ${nameOf(layer!.activation)}`).join(', ')
  }
  return translate('sides.typedList', { count: list.length }) ?? String(list.length)
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
