/** What is written where something other than a file is already. */
import { execFileSync, spawn } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { writeOut } from '../../../src-main/cli/outFiles'
import { writeDurably } from '../../../src-main/durableWrite'
import { describeFailure } from '../../../src-main/fileFailure'
import { createTemporaryFolder } from '../temporaryFolder'

const bytes = new TextEncoder().encode('a file of 18 bytes')

describe.skipIf(process.platform === 'win32')(
  'in the place of a pipe (skipped where there is no mkfifo)',
  () => {
    function createPipe(): { folder: string; pipe: string } {
      const folder = createTemporaryFolder()
      const pipe = join(folder, 'pipe')
      execFileSync('mkfifo', [pipe])
      return { folder, pipe }
    }

    it('the command line writes into it, and it stays a pipe', async () => {
      const { folder, pipe } = createPipe()
      const reader = spawn('cat', [pipe])
      const [read] = await Promise.all([text(reader.stdout), writeOut(pipe, bytes)])
      expect(read).toBe('a file of 18 bytes')
      expect(lstatSync(pipe).isFIFO()).toBe(true)
      expect(readdirSync(folder)).toEqual(['pipe'])
    })

    it('a durable write is refused, and it stays a pipe', async () => {
      const { folder, pipe } = createPipe()
      const failure = await writeDurably(pipe, bytes, { expected: null }).catch(describeFailure)
      expect(failure).toEqual({ code: 'noAccess', message: 'no regular file, but a pipe, device or socket' })
      expect(lstatSync(pipe).isFIFO()).toBe(true)
      expect(readdirSync(folder)).toEqual(['pipe'])
    })

    it('or of a socket or a folder, the command line refuses with words', async () => {
      const folder = createTemporaryFolder()
      const socket = join(folder, 'socket')
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(socket, resolve))
      await expect(writeOut(socket, bytes)).rejects.toThrow(
        `${socket}: expected to write the file, found no regular file, but a pipe, device or socket`,
      )
      expect(lstatSync(socket).isSocket()).toBe(true)
      server.close()
      const inner = join(folder, 'inner')
      mkdirSync(inner)
      await expect(writeOut(inner, bytes)).rejects.toThrow(
        `${inner}: expected to write the file, found a folder`,
      )
      expect(readdirSync(folder)).toContain('inner')
    })
  },
)

it('a file below a folder that is not there: the folder is named', async () => {
  const folder = join(createTemporaryFolder(), 'none')
  const path = join(folder, 'run.onnx')
  await expect(writeOut(path, bytes)).rejects.toThrow(
    `${path}: expected to write the file, found no folder ${JSON.stringify(folder)}`,
  )
})
