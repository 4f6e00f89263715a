/**
 * What a session file says about itself: format, version, and length and SHA-256 of each other entry.
 * No date of creation: saving what was loaded must give the same bytes, so nothing here depends on the clock.
 */
import * as v from 'valibot'
import { say } from '../spec/fields'
import { phrase } from '../spec/phrases'
import { refuseFile } from './fileFault'
import { decodeShape, wholeNumber } from './jsonShape'

export const sessionFormat = 'chainrule-session'
/**
 * A newer version is refused by name; an older major will be migrated by a chain of pure functions, there is none yet.
 * 1.1 may hold further runs and sweeps; every 1.0 is a 1.1.
 */
export const sessionVersion = { major: 1, minor: 1 } as const

/** The entries of a session, in the order of the file; each further run follows as a session of its own. */
export const sessionEntryNames = [
  'manifest.json',
  'experiment.json',
  'run.json',
  'weights.safetensors',
  'history.npz',
  'data.npz',
  'events.json',
  'timeline.json',
  'random.json',
  'order.npz',
  'notes.md',
  'runs.json',
  'sweeps.json',
] as const
export type SessionEntryName = (typeof sessionEntryNames)[number] | RunEntryName

export type RunEntryName = `run-${number}.chainrule`
const runEntryPattern = /^run-[1-9]\d{0,8}\.chainrule$/
export const isRunEntryName = (name: string): name is RunEntryName => runEntryPattern.test(name)
export const nameRunEntry = (number: number): RunEntryName => `run-${number}.chainrule`

export const findEntryName = (name: string): SessionEntryName | undefined =>
  isRunEntryName(name) ? name : sessionEntryNames.find((known) => known === name)

const versionSchema = v.looseObject(
  {
    format: v.literal(sessionFormat, `"${sessionFormat}"`),
    version: v.looseObject({ major: wholeNumber, minor: wholeNumber }, say('version')),
  },
  say('object'),
)
const manifestSchema = v.strictObject(
  {
    format: v.literal(sessionFormat, `"${sessionFormat}"`),
    version: v.strictObject({ major: wholeNumber, minor: wholeNumber }, say('version')),
    appVersion: v.pipe(v.string(say('text')), v.maxLength(100, say('textTo', { most: 100 }))),
    entries: v.array(
      v.strictObject(
        {
          name: v.custom<SessionEntryName>(
            (name) => typeof name === 'string' && findEntryName(name) !== undefined,
            say('sessionEntry'),
          ),
          bytes: wholeNumber,
          sha256: v.pipe(v.string(say('text')), v.regex(/^[0-9a-f]{64}$/, say('hexDigits', { count: 64 }))),
        },
        say('anEntry'),
      ),
      say('entryList'),
    ),
  },
  say('manifest'),
)
export type SessionManifest = v.InferOutput<typeof manifestSchema>

/** @throws LabFailure; a file of a newer version is refused before its other fields are judged. */
export function decodeManifest(value: unknown): SessionManifest {
  const { version } = decodeShape(versionSchema, value)
  const { major, minor } = sessionVersion
  if (version.major > major || (version.major === major && version.minor > minor)) {
    refuseFile(
      'version',
      phrase('olderVersion', { version: `${major}.${minor}` }),
      phrase('newerVersion', { version: `${version.major}.${version.minor}` }),
    )
  }
  if (version.major < 1) refuseFile('version', phrase('versionFrom', { least: 1 }), String(version.major))
  return decodeShape(manifestSchema, value)
}
