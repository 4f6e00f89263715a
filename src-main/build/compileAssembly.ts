/** A vite plugin: `import bytes from './index.ts?assembly'` compiles AssemblyScript and gives the module's bytes. */
import { dirname, relative, resolve } from 'node:path'
import { main, createMemoryStream } from 'assemblyscript/asc'
import type { Plugin } from 'vite'

/** `?assembly` for memory that threads share, `?assembly&alone` where the platform has none. */
const pattern = /\.ts\?assembly(&alone)?$/

const options = [
  ...['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--importMemory'],
  // Below the plan, which the adapter lays out from the second page on.
  ...['--memoryBase', '1024', '--initialMemory', '2', '--maximumMemory', '65536'],
  '--disableWarning',
]

export async function compileAssembly(file: string, shared: boolean): Promise<Uint8Array> {
  const folder = dirname(file)
  const errors = createMemoryStream()
  const written = new Map<string, Uint8Array>()
  const { error } = await main(
    [
      relative(folder, file),
      ...options,
      ...['--enable', 'threads', ...(shared ? ['--sharedMemory'] : [])],
      ...['--baseDir', folder, '--outFile', 'engine.wasm'],
    ],
    {
      stderr: errors,
      writeFile: (name, contents) => void written.set(name, contents as Uint8Array),
    },
  )
  const module = written.get('engine.wasm')
  if (error !== null || module === undefined) {
    throw new Error(`${file} does not compile:\n${errors.toString()}${error?.message ?? ''}`)
  }
  return module
}

export function assembly(): Plugin {
  return {
    name: 'chainrule:assembly',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!pattern.test(source) || importer === undefined) return null
      return resolve(dirname(importer.replace(/\?.*$/, '')), source)
    },
    async load(id) {
      const found = pattern.exec(id)
      if (found === null) return null
      const file = id.replace(/\?.*$/, '')
      this.addWatchFile(file)
      const module = await compileAssembly(file, found[1] === undefined)
      const text = Buffer.from(module).toString('base64')
      return `export default Uint8Array.from(atob('${text}'), (letter) => letter.charCodeAt(0))`
    },
  }
}
