/**
 * What a session file says about itself: format, version, and length and SHA-256 of each other entry.
 * No date of creation: saving what was loaded must give the same bytes, so nothing here depends on the clock.
 */
import * as v from 'valibot'
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
    version: v.looseObject({ major: wholeNumber, minor: wholeNumber }, 'a version'),
  },
  'an object',
)
const manifestSchema = v.strictObject(
  {
    format: v.literal(sessionFormat, `"${sessionFormat}"`),
    version: v.strictObject({ major: wholeNumber, minor: wholeNumber }, 'a version'),
    appVersion: v.pipe(v.string('a text'), v.maxLength(100, 'a text of at most 100 letters')),
    entries: v.array(
      v.strictObject(
        {
          name: v.custom<SessionEntryName>(
            (name) => typeof name === 'string' && findEntryName(name) !== undefined,
            'an entry of a session',
          ),
          bytes: wholeNumber,
          sha256: v.pipe(v.string('a text'), v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')),
        },
        'an entry',
      ),
      'a list of entries',
    ),
  },
  'a manifest',
)
export type SessionManifest = v.InferOutput<typeof manifestSchema>

/** @throws LabFailure; a file of a newer version is refused before its other fields are judged. */
export function decodeManifest(value: unknown): SessionManifest {
  const { version } = decodeShape(versionSchema, value)
  const { major, minor } = sessionVersion
  if (version.major > major || (version.major === major && version.minor > minor)) {
    refuseFile(
      'version',
      `a session of version ${major}.${minor} or older`,
      `${version.major}.${version.minor}, made by a newer version of Chainrule`,
    )
  }
  if (version.major < 1) refuseFile('version', 'a version from 1', String(version.major))
  return decodeShape(manifestSchema, value)
}
