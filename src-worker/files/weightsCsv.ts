/** Weights for a spreadsheet: a zip with one matrix a file, one row a line, numbers only, no header. */
import { limits } from '../spec/limits'
import { phrase } from '../spec/phrases'
import { decodeText, encodeText, type Bytes } from './bytes'
import { refuseFile, within } from './fileFault'
import { checkLayers, type LayerArrays } from './networkWeights'
import { formatNumber, parseNumber } from './numberText'
import { decodeZip } from './zipReader'
import { writeZip, type ZipItem } from './zipWriter'

/** Layers count from 1 as on screen. */
const nameWeights = (index: number): string => `layer${index + 1}_weights.csv`
const nameBiases = (index: number): string => `layer${index + 1}_biases.csv`

const allowed: ReadonlySet<string> = new Set(
  Array.from({ length: limits.layers }, (_, index) => [nameWeights(index), nameBiases(index)]).flat(),
)

/** `layerN_weights.csv` has a line an input and a column a unit, `layerN_biases.csv` one line. */
export function writeWeightsCsv(layers: readonly LayerArrays[]): Bytes {
  return writeZip(
    layers.flatMap(({ units, weights, biases }, index): ZipItem[] => {
      const items = [packMatrix(nameWeights(index), weights, units)]
      if (biases !== null) items.push(packMatrix(nameBiases(index), biases, units))
      return items
    }),
  )
}

/** The way back, for the check of an export. @throws LabFailure naming the file and the line. */
export function decodeWeightsCsv(bytes: Uint8Array): LayerArrays[] {
  const files = decodeZip(bytes, allowed)
  const layers: LayerArrays[] = []
  for (let index = 0; files.has(nameWeights(index)); index++) {
    const { rows, columns, values } = takeMatrix(files, nameWeights(index))
    const biases = files.has(nameBiases(index)) ? takeMatrix(files, nameBiases(index)).values : null
    layers.push({ inputs: rows, units: columns, weights: values, biases })
  }
  checkLayers(layers)
  return layers
}

function packMatrix(name: string, values: Float64Array | Float32Array, columns: number): ZipItem {
  const lines: string[] = []
  for (let at = 0; at < values.length; at += columns) {
    lines.push(Array.from(values.subarray(at, at + columns), formatNumber).join(','))
  }
  return { name, bytes: encodeText(`${lines.join('\n')}\n`), compress: true }
}

function takeMatrix(files: ReadonlyMap<string, Bytes>, name: string) {
  return within(name, () => {
    const lines = (decodeText(files.get(name)!) ?? refuseFile('', phrase('text'), phrase('otherBytes')))
      .trimEnd()
      .split('\n')
    const rows = lines.map((line, row) =>
      line
        .split(',')
        .map(
          (cell) =>
            parseNumber(cell) ?? refuseFile(phrase('linePlace', { line: row + 1 }), phrase('number'), cell),
        ),
    )
    const columns = rows[0]!.length
    const ragged = rows.findIndex((row) => row.length !== columns)
    if (ragged >= 0)
      refuseFile(
        phrase('linePlace', { line: ragged + 1 }),
        phrase('countNumbers', { count: columns }),
        String(rows[ragged]!.length),
      )
    return { rows: rows.length, columns, values: Float64Array.from(rows.flat()) }
  })
}
