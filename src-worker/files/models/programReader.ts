/**
 * Reads the network back out of a program's text: the arrays, a row a line, and the lines that apply a layer.
 * The sandbox of the window runs no text as code; what the programs compute when they are run, tests compare.
 */
import { activationNames, type ActivationName } from '../../spec/names'
import { decodeText } from '../bytes'
import { refuseFile } from '../fileFault'
import type { ModelLayer, ModelParts } from './model'
import { snakeNames } from './programText'

/** One array of a program: its rows as they stand. */
type Rows = number[][]

/** `const W1 = [`, `W1 = np.array([`, `static const float chainrule_W1[6] = {` */
const arrayStart =
  /^(?:const |static const (?:float|double) )?(?:chainrule_)?(\w+?)(?:\[\d+\])? = (?:np\.array\(\[|\[|\{)$/
const arrayEnd = /^[\]}]/
const numberForm = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/

/**
 * A line that applies layer N.
 * 1: o = tanh(layer(o, W1, b1))   2: o = tanh(o @ W1 + b1)   3: chainrule_layer(a, 2, chainrule_W1, chainrule_b1, 3, b); chainrule_tanh(b, 3);
 */
const layerForms = [
  /^\s*o = (?<name>\w+)\(layer\(o, W(?<layer>\d+), (?:b\d+|null)\)\)$/,
  /^\s*o = (?<name>\w+)\(o @ W(?<layer>\d+)(?: \+ b\d+)?\)$/,
  /^\s*chainrule_layer\(\w+, \d+, chainrule_W(?<layer>\d+), (?:chainrule_b\d+|NULL), (?<units>\d+), \w+\); chainrule_(?<name>\w+)\(\w+, \d+\);$/,
]

/** @throws LabFailure `invalidFile` naming the line that is none of such a program. */
export function readProgram(bytes: Uint8Array, single: boolean): ModelParts {
  const { arrays, calls } = scan(decodeText(bytes) ?? refuseFile('', 'text in UTF-8', 'other bytes'))
  const layers = calls.map((call, l): ModelLayer => {
    if (call.layer !== l + 1) refuseFile(`layer ${l + 1}`, `layer ${l + 1}`, String(call.layer))
    const rows = arrays.get(`W${l + 1}`) ?? refuseFile(`W${l + 1}`, 'an array', 'nothing')
    const biases = arrays.get(`b${l + 1}`)?.flat() ?? null
    const create = (values: number[]) => (single ? Float32Array.from(values) : Float64Array.from(values))
    return {
      inputs: rows.length,
      units: rows[0]!.length,
      weights: create(rows.flat()),
      biases: biases && create(biases),
      activation: call.activation,
    }
  })
  return { layers, scaler: readScaler(arrays) }
}

function readScaler(arrays: Map<string, Rows>): ModelParts['scaler'] {
  const [offset, divisor] = [arrays.get('offset')?.flat(), arrays.get('divisor')?.flat()]
  return offset === undefined || divisor === undefined ? null : { offset, divisor }
}

interface Call {
  layer: number
  activation: ActivationName
}

function scan(text: string): { arrays: Map<string, Rows>; calls: Call[] } {
  const arrays = new Map<string, Rows>()
  const calls: Call[] = []
  let rows: Rows | null = null
  for (const line of text.split('\n')) {
    if (rows === null) {
      const name = arrayStart.exec(line)?.[1]
      if (name !== undefined) arrays.set(name, (rows = []))
      else calls.push(...readCall(line))
    } else if (arrayEnd.test(line)) rows = null
    else rows.push(readRow(line))
  }
  return { arrays, calls }
}

function readRow(line: string): number[] {
  const inner = line
    .trim()
    .replace(/^[[{]/, '')
    .replace(/[\]}]?,$/, '')
  return inner.split(', ').map((part) => {
    const number = part.replace(/f$/, '')
    return numberForm.test(number) ? Number(number) : refuseFile(line.slice(0, 40), 'numbers', part)
  })
}

function readCall(line: string): Call[] {
  const found = layerForms.map((form) => form.exec(line)?.groups).find((groups) => groups !== undefined)
  if (found === undefined) return []
  const activation = activationNames.find((name) => name === found.name || snakeNames[name] === found.name)
  return [
    { layer: Number(found.layer), activation: activation ?? refuseFile(line, 'an activation', found.name!) },
  ]
}
