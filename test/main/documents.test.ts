import { readFile, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDocuments } from '../../src-main/documents'
import { describeFailure } from '../../src-main/fileFailure'
import { createTemporaryFolder } from './temporaryFolder'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('documents by opaque ids', () => {
  it('opens, saves over and saves as, and no path leaves', async () => {
    const folder = createTemporaryFolder()
    const path = join(folder, 'spirals.chainrule')
    await writeFile(path, 'one')
    const documents = createDocuments()
    const opened = await documents.open(path)
    const saved = await documents.save(opened.id, bytes('two'), false)
    const other = await documents.saveAs(join(folder, 'other.chainrule'), bytes('three'))
    expect(new TextDecoder().decode(opened.bytes)).toBe('one')
    expect(await readFile(path, 'utf8')).toBe('two')
    expect(await readFile(join(folder, 'other.chainrule'), 'utf8')).toBe('three')
    expect(new Set([opened.id, other.id]).size).toBe(2)
    expect(saved).toStrictEqual({ id: opened.id, name: 'spirals.chainrule' })
    expect(JSON.stringify([opened, saved, other])).not.toContain(basename(folder))
  })

  it.each(['', 'constructor', '/etc/passwd', '00000000-0000-4000-8000-000000000000'])(
    'does not know %o',
    async (id) => {
      const failure = await createDocuments().save(id, bytes('x'), true).catch(describeFailure)
      expect(failure).toMatchObject({ code: 'unknownDocument' })
    },
  )

  it('an id of one process means nothing to another', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const { id } = await createDocuments().saveAs(path, bytes('one'))
    expect(() => createDocuments().pathOf(id)).toThrow('no document has this id')
  })

  it('notices a change by another program, and overwrites when told', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const documents = createDocuments()
    const { id } = await documents.saveAs(path, bytes('mine'))
    await writeFile(path, 'theirs, longer')
    const failure = await documents.save(id, bytes('mine again'), false).catch(describeFailure)
    expect(failure).toMatchObject({ code: 'changedOnDisk' })
    expect(await readFile(path, 'utf8')).toBe('theirs, longer')
    await documents.save(id, bytes('mine again'), true)
    expect(await readFile(path, 'utf8')).toBe('mine again')
  })

  it('two saves at once are done one after the other', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const documents = createDocuments()
    const { id } = await documents.saveAs(path, bytes('0'))
    await Promise.all(['1', '22', '333'].map((text) => documents.save(id, bytes(text), false)))
    expect(await readFile(path, 'utf8')).toBe('333')
  })

  it('refuses a folder, a file that is not there and one over 256 MiB', async () => {
    const folder = createTemporaryFolder()
    const large = join(folder, 'large.csv')
    await writeFile(large, '')
    await truncate(large, 256 * 1024 * 1024 + 1)
    const open = (path: string): Promise<unknown> => createDocuments().open(path).catch(describeFailure)
    expect(await open(folder)).toMatchObject({ code: 'notAFile' })
    expect(await open(join(folder, 'none'))).toMatchObject({ code: 'missing' })
    expect(await open(large)).toMatchObject({ code: 'tooLarge' })
  })
})
