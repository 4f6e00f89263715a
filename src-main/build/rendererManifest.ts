/** A vite plugin for the build: writes the list of the renderer's files that the app protocol may serve. */
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import type { Manifest } from '../contract/manifest'

export const manifestName = 'manifest.json'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.gz': 'application/gzip',
  '.npy': 'application/octet-stream',
  '.npz': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.safetensors': 'application/octet-stream',
}

/** Throws for a file whose kind has no entry in the table: a new kind is a decision, not an accident. */
export function createManifest(folder: string): Manifest {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path): [string, string] => [relative(folder, path).split(sep).join('/'), path])
    .filter(([name]) => name !== manifestName && !name.endsWith('.map'))
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(
    entries.map(([name, path]) => {
      const type = types[extname(name)]
      if (type === undefined) throw new Error(`no MIME type for ${name}: add it to rendererManifest.ts`)
      return [name, { type, bytes: statSync(path).size }]
    }),
  )
}

export function writeRendererManifest(): Plugin {
  let folder = ''
  return {
    name: 'chainrule:renderer-manifest',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    closeBundle() {
      writeFileSync(join(folder, manifestName), `${JSON.stringify(createManifest(folder), null, 1)}\n`)
    },
  }
}
