import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportSession } from '../../../src-main/cli/export'
import { usage } from '../../../src-main/cli/commandLine'
import { exportFormatNames } from '../../../src-worker/protocol/exports'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
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
      const isNumbers = !['history-csv', 'cost-svg', 'session'].includes(format)
      expect(readBack).toEqual(
        isNumbers ? { largestDifference: expect.any(Number), rows: expect.any(Number) } : null,
      )
      expect(usage).toContain(format)
    },
  )

  it('says the largest difference in words', async () => {
    expect((await write('onnx')).out).toMatch(
      /onnx, \d+ bytes; read back: largest difference \d(\.\d+)?e-\d+ over 4 rows$/,
    )
    expect((await write('svg')).out).toMatch(/svg, \d+ bytes$/)
  })

  it('refuses a format that there is none of, and lists those there are', async () => {
    await expect(write('pdf')).rejects.toThrow(
      `--format: expected one of ${exportFormatNames.join(', ')}, found "pdf"`,
    )
  })
})
