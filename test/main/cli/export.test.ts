import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportSession } from '../../../src-main/cli/export'
import { usage } from '../../../src-main/cli/commandLine'
import { exportFormatNames } from '../../../src-worker/protocol/exports'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { differenceOfTimes } from '../../worker/files/models/timeExperiments'
import { createService, take } from '../../worker/session/services'
import { runCommand } from './runCommand'

const folder = mkdtempSync(join(tmpdir(), 'chainrule-export-'))
afterAll(() => rmSync(folder, { recursive: true }))
let session: Uint8Array

beforeAll(async () => {
  const service = createService()
  const { runId } = take(await service.open(exampleExperiment, []))
  take(await service.advanceTo(runId, 20))
  session = take(await service.exportRun(runId, 'session')).bytes
})

const write = (format: string, ...args: string[]) => {
  const path = join(folder, format)
  return runCommand(exportSession, session, 'export', '--format', format, '--out', path, ...args)
}

describe('chainrule export', () => {
  it.each(exportFormatNames)(
    'writes %s, which the help names, and says what it gave back',
    async (format) => {
      const { code, out } = await write(format, '--json')
      expect(code).toBe(0)
      const { bytes, readBack } = JSON.parse(out)
      expect(readFileSync(join(folder, format))).toHaveLength(bytes)
      const kind = format === 'session' ? 'session' : format === 'cost-svg' ? 'figure' : 'numbers'
      expect(readBack.kind).toBe(kind)
      if (kind === 'numbers') expect(readBack.beyondTolerance).toBe(false)
      expect(usage).toContain(format)
    },
  )

  it('says the largest difference in words', async () => {
    expect((await write('onnx')).out).toMatch(
      /onnx, \d+ bytes; read back: largest difference \d(\.\d+)?e-\d+ over 4 rows$/,
    )
    expect((await write('svg')).out).toMatch(
      /svg, \d+ bytes; read back: well-formed, axes "update" and "cost \(half mean squared error\)"$/,
    )
    expect((await write('history')).out).toMatch(/; read back: largest difference 0 over 20 rows$/)
    expect((await write('session')).out).toMatch(
      /; read back: the weights of 1 run are the same, SHA-256 [0-9a-f]{64}$/,
    )
  })

  it('warns where the outputs differ by more than the form promises, with exit code 0', async () => {
    const service = createService()
    const { runId } = take(await service.open(differenceOfTimes, []))
    take(await service.advanceTo(runId, 3))
    const far = take(await service.exportRun(runId, 'session')).bytes
    const path = join(folder, 'far.h')
    const line = ['export', '--out', path, '--format'] as const
    const { code, out } = await runCommand(exportSession, far, ...line, 'c')
    expect(code).toBe(0)
    expect(out.split('\n')[1]).toMatch(
      /^warning: .*far\.h: expected at most 0\.00234 for this form, found a difference of \d+ from the outputs of the lab$/,
    )
    const { readBack } = JSON.parse((await runCommand(exportSession, far, ...line, 'c', '--json')).out)
    expect(readBack).toMatchObject({ kind: 'numbers', beyondTolerance: true, rows: 40 })
    expect((await runCommand(exportSession, far, ...line, 'numpy')).out).not.toContain('warning')
  })

  it('refuses a format that there is none of, and lists those there are', async () => {
    await expect(write('pdf')).rejects.toThrow(
      `--format: expected one of ${exportFormatNames.join(', ')}, found "pdf"`,
    )
  })
})
