import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint({ cwd: new URL('../../', import.meta.url).pathname })

async function lint(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

describe('import law', () => {
  it.each([
    ['core knows no session', 'src-worker/core/planted.ts', "import '../session/trainingRun'"],
    ['spec knows nothing but valibot', 'src-worker/spec/planted.ts', "import '../core/network'"],
    ['types count', 'src-worker/core/planted.ts', "import type { Frame } from '../protocol/trainerApi'"],
    ['data knows no files', 'src-worker/data/planted.ts', "export * from '../files/zipReader'"],
    [
      'the worker knows no main process',
      'src-worker/session/planted.ts',
      "import '../../src-main/durableWrite'",
    ],
    [
      'a feature knows no other feature',
      'src-renderer/src/network/planted.ts',
      "import '../backprop/derivation'",
    ],
    [
      'a view knows no mathematics',
      'src-renderer/src/weights/planted.ts',
      "import '../../../src-worker/core/passes'",
    ],
    ['the preload knows Electron and the contract', 'src-main/preload/planted.ts', "import 'node:fs'"],
    ['the window knows no Node', 'src-renderer/src/host/planted.ts', "import 'node:fs'"],
    ['dynamic imports count', 'src-worker/core/planted.ts', "void import('../session/trainingRun')"],
  ])('%s', async (_sentence, file, code) => {
    const messages = await lint(file, `${code}\n`)
    expect(messages.filter((message) => message.startsWith('lab/import-law'))).toHaveLength(1)
  })

  it('only charts imports chart.js', async () => {
    const code = "import { Chart } from 'chart.js'\nvoid Chart\n"
    expect((await lint('src-renderer/src/weights/planted.ts', code)).join()).toContain(
      'Only src-renderer/src/charts',
    )
    expect(await lint('src-renderer/src/charts/planted.ts', code)).toEqual([])
  })

  it('a lower layer, the own folder and an allowed package pass', async () => {
    const code = "import 'valibot'\nimport './limits'\n"
    expect(await lint('src-worker/spec/planted.ts', code)).toEqual([])
    expect(await lint('src-worker/session/planted.ts', "import '../core/network'\n")).toEqual([])
  })

  it('Math.random is refused', async () => {
    expect((await lint('src-worker/core/planted.ts', 'export const x = Math.random()\n')).join()).toContain(
      'core/random',
    )
  })
})
