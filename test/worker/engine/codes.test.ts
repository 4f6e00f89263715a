import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tensorCodes } from '../../../src-worker/engine/tensorCodes'
import { activationNames, costNames, optimizerNames, scheduleKinds } from '../../../src-worker/spec/names'

const text = readFileSync(new URL('../../../src-worker/engine/assembly/codes.ts', import.meta.url), 'utf8')

/** The members of an enum in their order; none has a number of its own. */
function readEnum(name: string): string[] {
  const body = new RegExp(`export const enum ${name} \\{([^}]*)\\}`).exec(text)?.[1]
  if (body === undefined) throw new Error(`codes.ts has no ${name}`)
  return body
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

describe('the numbers of assembly/codes.ts', () => {
  it.each([
    ['Activation', activationNames],
    ['Cost', costNames],
    ['Optimizer', optimizerNames],
    ['Schedule', scheduleKinds],
  ])('%s are the places in the list of spec/names', (name, list) => {
    expect(readEnum(name)).toEqual([...list])
  })

  it('Tensor are the places in tensorCodes, 0 for none', () => {
    const [none, ...names] = readEnum('Tensor')
    expect(none).toBe('none')
    expect([null, ...names]).toEqual(tensorCodes)
  })
})
