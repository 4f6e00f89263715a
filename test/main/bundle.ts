import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'

/** Bundles one source for Node, so that a child process or `node:vm` can run it. Answers the path. */
export async function bundleSource(
  source: string,
  folder: string,
  format: 'es' | 'cjs',
  define: Record<string, string> = {},
): Promise<string> {
  const name = format === 'es' ? 'bundle.mjs' : 'bundle.cjs'
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'error',
    define,
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, '../..', source),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames: name } },
    },
  }
  await build(config)
  return join(folder, name)
}
