import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify } from '../../../src-main/cli/certify'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { createService, take } from '../../worker/session/services'
import { runCommand } from './runCommand'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chainrule-certify-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function save(updates: number): Promise<Uint8Array> {
  const service = createService()
  const { runId } = take(await service.open(exampleExperiment, []))
  take(await service.advanceTo(runId, updates))
  return take(await service.exportRun(runId, 'session')).bytes
}

describe('chainrule certify', () => {
  it('prints the code and the seven parts, the same as JSON', async () => {
    const session = await save(12)
    const { code, out } = await runCommand(certify, session, 'certify')
    expect(code).toBe(0)
    const lines = out.split('\n')
    expect(lines.map((line) => line.split(/ +/)[0])).toEqual([
      'code',
      'app',
      'experiment',
      'data',
      'initialWeights',
      'order',
      'updates',
      'finalWeights',
      'digest',
    ])
    const json = JSON.parse((await runCommand(certify, session, 'certify', '--json')).out)
    expect([json.format, json.version, json.updates]).toEqual(['chainrule-certificate', 1, 12])
    expect(lines[0]).toBe(`code            ${json.code}`)
  })

  it('--compare: exit 0 for the same run, 1 for another one, and where it first differs', async () => {
    const session = await save(12)
    const own = join(folder, 'own.json')
    writeFileSync(own, (await runCommand(certify, session, 'certify', '--json')).out)
    const same = await runCommand(certify, session, 'certify', '--compare', own)
    expect([same.code, same.out.split('\n').at(-1)]).toEqual([0, 'the same run'])
    const other = join(folder, 'other.chainrule')
    writeFileSync(other, await save(13))
    const differs = await runCommand(certify, session, 'certify', '--compare', other)
    expect([differs.code, differs.out.split('\n')[2]]).toEqual([1, 'another run: first in updates'])
    const json = await runCommand(certify, session, 'certify', '--json', '--compare', other)
    expect(JSON.parse(json.out)).toMatchObject({
      same: false,
      first: 'updates',
      differing: ['updates', 'finalWeights'],
      own: { updates: 12 },
      other: { updates: 13 },
    })
  })

  it('refuses what is no certificate, with its name and place', async () => {
    const path = join(folder, 'cost.json')
    writeFileSync(path, '{"format": "chainrule-certificate"}')
    await expect(runCommand(certify, await save(1), 'certify', '--compare', path)).rejects.toThrow(
      /^cost\.json: version: expected this field, found nothing/,
    )
  })
})
