import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as updateHistory from '../../../src-worker/core/updateHistory'
import { createMemory, getEngineModule, instantiate } from '../../../src-worker/engine/engineModule'
import * as planFields from '../../../src-worker/engine/planFields'

const read = (file: string) =>
  readFileSync(new URL(`../../../src-worker/engine/assembly/${file}`, import.meta.url), 'utf8')
const plan = read('plan.ts')

/** Bytes of the types that a field may have. */
const sizes: Record<string, number> = { f64: 8, i32: 4, u32: 4, f32: 4, usize: 4 }

/** Names and types of a class's fields in their order. */
function readFields(name: string): [name: string, type: string][] {
  const body = new RegExp(`export class ${name} \\{(.*?)\\n\\}`, 's').exec(plan)?.[1]
  if (body === undefined) throw new Error(`plan.ts has no class ${name}`)
  return [...body.matchAll(/^ {2}(\w+): (\w+)$/gm)].map(([, field, type]) => [field!, type!])
}

function readConstant(text: string, name: string): number {
  const value = new RegExp(`export const ${name}: \\w+ = (\\d+)$`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`no constant ${name}`)
  return Number(value)
}

describe.each([
  ['Plan', planFields.planFloats, planFields.planWords],
  ['Layer', planFields.layerFloats, planFields.layerWords],
] as const)('class %s', (name, floats, words) => {
  const fields = readFields(name)

  it('has only fields of 8 or 4 bytes', () => {
    for (const [field, type] of fields) expect(sizes[type], `${field}: ${type}`).toBeDefined()
  })

  it('has the float64 fields first and then the words, as planFields lists them', () => {
    expect(fields.filter(([, type]) => sizes[type] === 8).map(([field]) => field)).toEqual([...floats])
    expect(fields.filter(([, type]) => sizes[type] === 4).map(([field]) => field)).toEqual([...words])
    expect(fields.map(([field]) => field)).toEqual([...floats, ...words])
  })
})

describe('constants on both sides', () => {
  it.each(['planAt', 'chunk', 'block'] as const)('%s is the same', (name) => {
    expect(readConstant(plan, name)).toBe(planFields[name])
  })

  it('mostRows of the history is 2,048 in both', () => {
    expect(readConstant(read('history.ts'), 'mostRows')).toBe(updateHistory.mostRows)
    expect(updateHistory.mostRows).toBe(2048)
  })

  it('the columns of the history are those of the record in their order, norms of layers last', () => {
    const body = /const enum Column \{([^}]*)\}/.exec(read('history.ts'))![1]!
    expect(body.match(/\w+/g)).toEqual([...updateHistory.updateFields, 'layerNorms'])
  })

  it('planBytes and layerBytes are what the module says', () => {
    const code = instantiate(getEngineModule(), createMemory(2 * planFields.planAt))
    expect(code.getPlanSize()).toBe(planFields.planBytes)
    expect(code.getLayerSize()).toBe(planFields.layerBytes)
  })
})
