import { parseArgs } from 'node:util'
import { stepFormats, type StepFormat } from '../../src-worker/protocol/microscope'
import { orientations, type Orientation } from '../../src-worker/protocol/weights'
import { CliFailure } from './failure'
import { readCount, readSweepLine, type SweepLine } from './sweepLine'

export const commandNames = [
  'train',
  'sweep',
  'trace',
  'check',
  'export',
  'certify',
  'info',
  'bench',
] as const
export type CommandName = (typeof commandNames)[number]

/** How a trace is printed. */
const traceFormats = ['json', ...stepFormats] as const
const notations = ['io', 'za'] as const

export interface CommandLine {
  command: CommandName
  /** The experiment or session file, `-` for standard input; empty for a command without one. */
  file: string
  out: string | null
  updates: number | null
  /** File of start weights, and how its matrices lie by the person's word. */
  weights: string | null
  orientation: Orientation | null
  update: number
  format: string | null
  json: boolean
  as: 'json' | StepFormat
  notation: (typeof notations)[number]
  /** What `certify` compares with: a certificate, a session or a code in a file. */
  compare: string | null
  /** Null for the other commands. */
  sweep: SweepLine | null
}

export const usage = `chainrule: a laboratory for backpropagation

  chainrule train EXPERIMENT.json --out DIR             trains, then writes session, weights, history and cost curve
                  [--weights FILE]                      begins with the weights of a JSON, NPZ or safetensors file
                  [--orientation in-out|out-in]         how its matrices lie, where a square one leaves it open
  chainrule train SESSION.chainrule --updates N --out DIR   goes on with a saved session for N more updates
  chainrule sweep EXPERIMENT.json --vary PATH=VALUE,VALUE… --out DIR   trains every combination, several runs side by
                                                        side; results are kept one by one: the same command goes on
                                                        after an interruption. --vary up to three times
                  [--seeds N]                           each with the seeds 1 to N, of weights and order of samples
                  [--random N [--seed S]]               N random combinations; --vary also PATH=log:1e-3..1, linear:0..1
                  [--target COST | accuracy:SHARE]      adds updates and epochs until it was reached
                  [--jobs N]                            runs side by side; as many as cores when absent
                  [--list]                              prints the experiments, one a line, and trains nothing: for
                                                        parallel, Slurm, xargs, each to chainrule train - --out DIR/…
  chainrule sweep --collect DIR [--list]                puts together what DIR holds; --list: prints what is missing
  chainrule trace FILE [--update N]                     one update's tensors as JSON, in float64; of a session also an
                                                        update long done, as it was
                  [--as json|latex|numpy|csv]           or as a document, as a program that checks them, as a table
                  [--notation io|za]                    names i and o (as usual) or z and a, not in JSON
  chainrule check EXPERIMENT.json                       the gradient against central differences
  chainrule export SESSION --format F --out FILE        weights-json, weights-csv, weights-npz, weights-safetensors,
                                                        model-onnx, model-numpy, model-pytorch, model-c,
                                                        model-javascript, history-csv, history-npz,
                                                        history-tensorboard, cost-svg, session
  chainrule certify SESSION                             a code for the run, and a digest of each thing that decided it
                  [--compare OTHER]                     with another session, or a certificate of --json: what differs
  chainrule info SESSION                                what is inside, digests checked
  chainrule bench                                       how fast this machine trains

  FILE may be - for an experiment on standard input
  --json on any: one JSON object on standard output; progress goes to standard error
  Exit codes: 0 done, 1 the check failed, the run diverged or is another one, 2 unusable input, 130 interrupted
`

/** Options that each command takes, and those it cannot do without. */
const options: Record<CommandName, { takes: string[]; needs: string[] }> = {
  train: { takes: ['out', 'updates', 'weights', 'orientation'], needs: ['out'] },
  sweep: {
    takes: ['vary', 'seeds', 'random', 'seed', 'target', 'list', 'collect', 'jobs', 'out'],
    needs: [],
  },
  trace: { takes: ['update', 'as', 'notation'], needs: [] },
  check: { takes: [], needs: [] },
  export: { takes: ['format', 'out'], needs: ['format', 'out'] },
  certify: { takes: ['compare'], needs: [] },
  info: { takes: [], needs: [] },
  bench: { takes: [], needs: [] },
}

/** @returns null when help is asked for. @throws CliFailure saying what does not fit. */
export function readCommandLine(args: string[]): CommandLine | null {
  const { values, positionals } = parse(args)
  if (values.help === true || args.length === 0) return null
  const [command, file, ...rest] = positionals
  if (!isCommand(command)) {
    throw new CliFailure(
      `command: expected one of ${commandNames.join(', ')}, found ${JSON.stringify(command ?? 'nothing')}`,
    )
  }
  if (command === 'bench' && file !== undefined)
    throw new CliFailure(`bench: expected no file, found ${JSON.stringify(file)}`)
  if (file === undefined && command !== 'bench' && command !== 'sweep')
    throw new CliFailure(`${command}: expected a file, found nothing`)
  if (rest.length > 0)
    throw new CliFailure(`${command}: expected one file, found also ${JSON.stringify(rest[0])}`)
  const given = Object.keys(values).filter((name) => name !== 'json' && name !== 'help')
  const foreign = given.find((name) => !options[command].takes.includes(name))
  if (foreign !== undefined) throw new CliFailure(`${command}: expected no --${foreign}, found one`)
  const missing = options[command].needs.find((name) => !given.includes(name))
  if (missing !== undefined) throw new CliFailure(`${command}: expected --${missing}, found none`)
  if (values.orientation !== undefined && values.weights === undefined)
    throw new CliFailure('--orientation: expected --weights with it, found none')
  return {
    command,
    file: file ?? '',
    out: values.out ?? null,
    updates: values.updates === undefined ? null : readCount('--updates', values.updates),
    update: values.update === undefined ? 1 : readCount('--update', values.update),
    weights: values.weights ?? null,
    orientation:
      values.orientation === undefined ? null : readName('--orientation', orientations, values.orientation),
    format: values.format ?? null,
    compare: values.compare ?? null,
    json: values.json === true,
    ...readTraceForm(values),
    sweep: command === 'sweep' ? readSweepLine(values, file) : null,
  }
}

function readTraceForm(values: ReturnType<typeof parse>['values']): Pick<CommandLine, 'as' | 'notation'> {
  const as = readName('--as', traceFormats, values.as ?? 'json')
  if (values.json === true && as !== 'json')
    throw new CliFailure(`--as: expected json beside --json, found ${JSON.stringify(as)}`)
  if (values.notation !== undefined && as === 'json')
    throw new CliFailure('--notation: expected --as latex, numpy or csv with it, found JSON')
  return { as, notation: readName('--notation', notations, values.notation ?? 'io') }
}

function readName<Name extends string>(option: string, names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text)
  if (name !== undefined) return name
  throw new CliFailure(`${option}: expected one of ${names.join(', ')}, found ${JSON.stringify(text)}`)
}

function parse(args: string[]) {
  try {
    const parsed = parseArgs({
      args: args.map(joinNegative),
      allowPositionals: true,
      tokens: true,
      options: {
        out: { type: 'string' },
        updates: { type: 'string' },
        update: { type: 'string' },
        weights: { type: 'string' },
        orientation: { type: 'string' },
        format: { type: 'string' },
        compare: { type: 'string' },
        as: { type: 'string' },
        notation: { type: 'string' },
        vary: { type: 'string', multiple: true },
        seeds: { type: 'string' },
        random: { type: 'string' },
        seed: { type: 'string' },
        target: { type: 'string' },
        list: { type: 'boolean' },
        collect: { type: 'string' },
        jobs: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const named = parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
    const twice = named.find((name, k) => name !== 'vary' && named.indexOf(name) < k)
    if (twice !== undefined) throw new CliFailure(`--${twice}: expected once, found twice`)
    return parsed
  } catch (caught) {
    if (caught instanceof CliFailure) throw caught
    throw new CliFailure(describeParseError(caught))
  }
}

/** Node's own words speak of its API, not of what to type. */
function describeParseError(caught: unknown): string {
  const message = caught instanceof Error ? caught.message.split('\n')[0]! : String(caught)
  const code = caught instanceof Error && 'code' in caught ? caught.code : ''
  const option = /--?[\w-]+/.exec(message)?.[0]
  if (option === undefined) return message
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return `${option}: expected an option that chainrule --help names, found none`
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message
  return message.includes('does not take')
    ? `${option}: expected no value, found one`
    : `${option}: expected a value, found none`
}

/** `--update -1` is a wrong number of --update, not an option -1: said by what reads the number. */
const joinNegative = (arg: string, k: number, args: readonly string[]): string =>
  /^-\d/.test(arg) && args[k - 1]?.startsWith('--') === true ? ` ${arg}` : arg

const isCommand = (name: string | undefined): name is CommandName =>
  commandNames.some((known) => known === name)
