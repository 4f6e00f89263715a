/** How the settings and runs of a sweep are called. */
import { limits } from './limits'
import { formatPath } from './parseExperiment'
import { parseSettingPath } from './settingPath'

const valueLength = 40

/**
 * The shortest ends of the paths that tell them apart: `learningRate`, or `layers[0].units` beside `layers[1].units`;
 * a name or kind with what it is of.
 */
export function shortenPaths(paths: readonly string[]): string[] {
  const all = paths.map((path) => parseSettingPath(path) ?? [path])
  return all.map((steps, at) => {
    for (let length = 1; length < steps.length; length++) {
      const end = steps.slice(-length)
      if (typeof end[0] === 'number' || end[0] === 'name' || end[0] === 'kind') continue
      const label = formatPath(end)
      const isShared = all.some((other, place) => place !== at && formatPath(other.slice(-length)) === label)
      if (!isShared) return label
    }
    return formatPath(steps)
  })
}

/** A value on one short line: text as it is, anything else as JSON. */
export function formatSetting(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > valueLength ? `${text.slice(0, valueLength - 1)}…` : text
}

/** `learningRate=0.1, batchSize=8`; empty where nothing is varied. */
export function describeSettings(paths: readonly string[], settings: readonly unknown[]): string {
  return shortenPaths(paths)
    .map((label, at) => `${label}=${formatSetting(settings[at])}`)
    .join(', ')
}

/** A name from the experiment's and what differs; the experiment's gives way where that is too long. */
export function nameRun(
  name: string,
  paths: readonly string[],
  settings: readonly unknown[],
  seed: number | null,
): string {
  const differs = [describeSettings(paths, settings), seed === null ? '' : `seed ${seed}`]
  const suffix = differs.filter((part) => part !== '').join(', ')
  const room = limits.nameLength - suffix.length - 2
  if (room < 1) return suffix.slice(0, limits.nameLength)
  return suffix === '' ? name : `${name.slice(0, room)}: ${suffix}`
}
