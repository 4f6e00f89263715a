import type { Target } from '../../src-worker/sweep/sweepCurve'
import { rangeScales, type Sweep, type Variation } from '../../src-worker/spec/sweep'
import { CliFailure } from './failure'

/** What the command line says of a sweep. */
export interface SweepLine {
  vary: Variation[]
  seeds: number | null
  random: Sweep['random']
  target: Target | null
  /** Prints the experiments instead of training them. */
  list: boolean
  /** A folder whose results are put together; nothing is trained then. */
  collect: string | null
  /** Runs side by side; null for as many as there are cores. */
  jobs: number | null
}

/** The options as they stand on the command line. */
export interface SweepOptions {
  vary?: string[] | undefined
  seeds?: string | undefined
  random?: string | undefined
  seed?: string | undefined
  target?: string | undefined
  list?: boolean | undefined
  collect?: string | undefined
  jobs?: string | undefined
  out?: string | undefined
  json?: boolean | undefined
}

/** @throws CliFailure saying what does not fit. */
export function readSweepLine(options: SweepOptions, file: string | undefined): SweepLine {
  const { collect, list = false } = options
  if (collect !== undefined) {
    if (file !== undefined)
      throw new CliFailure(`--collect: expected no file beside it, found ${JSON.stringify(file)}`)
    refuseBeside(options, '--collect', ['vary', 'seeds', 'random', 'seed', 'jobs', 'out'])
  } else {
    if (file === undefined) throw new CliFailure('sweep: expected a file, found nothing')
    if (options.out === undefined && !list) throw new CliFailure('sweep: expected --out, found none')
  }
  if (list) refuseBeside(options, '--list', ['target', 'jobs', 'json'])
  if (options.seed !== undefined && options.random === undefined)
    throw new CliFailure('--seed: expected --random beside it, found none')
  return {
    vary: (options.vary ?? []).map(readVariation),
    seeds: readOptionalCount('--seeds', options.seeds),
    random:
      options.random === undefined
        ? null
        : { count: readCount('--random', options.random), seed: readSeed(options.seed ?? '1') },
    target: options.target === undefined ? null : readTarget(options.target),
    list,
    collect: collect ?? null,
    jobs: readOptionalCount('--jobs', options.jobs),
  }
}

function refuseBeside(options: SweepOptions, option: string, others: (keyof SweepOptions)[]): void {
  const foreign = others.find((name) => options[name] !== undefined)
  if (foreign !== undefined) throw new CliFailure(`${option}: expected no --${foreign} beside it, found one`)
}

/** `path=value,value,…`, or `path=log:1e-3..1`. */
export function readVariation(text: string): Variation {
  const at = text.indexOf('=')
  if (at < 1)
    throw new CliFailure(`--vary: expected PATH=VALUE,VALUE…, found ${JSON.stringify(text.slice(0, 60))}`)
  const path = text.slice(0, at).trim()
  const words = splitValues(text.slice(at + 1))
  if (words.includes('')) throw new CliFailure(`--vary ${path}: expected a value between commas, found none`)
  return (words.length === 1 ? readRange(path, words[0]!) : null) ?? { path, values: words.map(readValue) }
}

/** At commas that are in no list, object or text. */
function splitValues(text: string): string[] {
  const words = ['']
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === ',' && depth === 0 && !quoted) {
      words.push('')
      continue
    }
    words[words.length - 1] += letter
    if (quoted && letter === '\\') words[words.length - 1] += text[++at] ?? ''
    else if (letter === '"') quoted = !quoted
    else if (!quoted && '[{'.includes(letter)) depth++
    else if (!quoted && ']}'.includes(letter)) depth--
  }
  return words.map((word) => word.trim())
}

/** JSON where it is JSON, else the text itself: names need no quotes. */
function readValue(word: string): unknown {
  try {
    return JSON.parse(word)
  } catch {
    return word
  }
}

function readRange(path: string, word: string): Variation | null {
  const scale = rangeScales.find((name) => word.startsWith(`${name}:`))
  if (scale === undefined) return null
  const ends = word.slice(scale.length + 1).split('..')
  const [minimum, maximum] = ends.map((end) => (end.trim() === '' ? NaN : Number(end)))
  if (ends.length !== 2 || !Number.isFinite(minimum) || !Number.isFinite(maximum))
    throw new CliFailure(
      `--vary ${path}: expected a range as ${scale}:0.001..1, found ${JSON.stringify(word)}`,
    )
  return { path, scale, minimum: minimum!, maximum: maximum! }
}

function readTarget(text: string): Target {
  const [, accuracy, number] = /^(accuracy:)?(.+)$/.exec(text) ?? []
  const value = Number(number)
  if (accuracy === undefined && Number.isFinite(value) && value > 0) return { measure: 'cost', value }
  if (accuracy !== undefined && value > 0 && value <= 1) return { measure: 'accuracy', value }
  throw new CliFailure(
    `--target: expected a cost as 0.01, or accuracy:0.95, found ${JSON.stringify(text.trim())}`,
  )
}

const readOptionalCount = (option: string, text: string | undefined): number | null =>
  text === undefined ? null : readCount(option, text)

export function readCount(option: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new CliFailure(`${option}: expected a whole number from 1, found ${JSON.stringify(text.trim())}`)
}

function readSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text)
  throw new CliFailure(
    `--seed: expected a whole number from 0 to ${2 ** 32 - 1}, found ${JSON.stringify(text.trim())}`,
  )
}
