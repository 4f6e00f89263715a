/** Reads what the build left in `out/renderer`. The names come from its manifest only. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppFiles, AppOrigin } from './appProtocol'
import type { Manifest } from './contract/manifest'

/** Throws when the renderer is not built. */
export async function loadAppFiles(folder: string, origin: AppOrigin): Promise<AppFiles> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
  return {
    origin,
    manifest,
    readFile: async (name) => new Uint8Array(await readFile(join(folder, name))),
  }
}
