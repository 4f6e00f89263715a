import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { assembly } from './src-main/build/compileAssembly.ts'
import { keepWoff2 } from './src-main/build/keepWoff2.ts'
import { licences } from './src-main/build/licences.ts'
import { writeRendererManifest } from './src-main/build/rendererManifest.ts'

const root = import.meta.dirname
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const defineVersion = { __APP_VERSION__: JSON.stringify(version) }

const mainEntries = {
  index: 'src-main/index.ts',
  web: 'src-main/web/server.ts',
  cli: 'src-main/cli/cli.ts',
  trainerThread: 'src-main/cli/trainerThread.ts',
  sweepThread: 'src-main/cli/sweepThread.ts',
  assistantThread: 'src-main/cli/assistantThread.ts',
}

const existing = (entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries)
      .map(([name, path]): [string, string] => [name, join(root, path)])
      .filter(([, path]) => existsSync(path)),
  )

export default defineConfig({
  main: {
    define: defineVersion,
    plugins: [assembly()],
    build: {
      outDir: join(root, 'out/main'),
      rolldownOptions: {
        input: existing(mainEntries),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload must be one CommonJS file.
  preload: {
    define: defineVersion,
    build: {
      outDir: join(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    publicDir: join(root, 'src-renderer/public'),
    plugins: [vue(), keepWoff2(), licences(root), writeRendererManifest()],
    worker: { format: 'es', plugins: () => [assembly()] },
    define: {
      ...defineVersion,
      __VUE_I18N_FULL_INSTALL__: 'true',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_JIT_COMPILATION__: 'true',
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
    },
    build: {
      outDir: join(root, 'out/renderer'),
      minify: true,
      // An inlined asset would be a data: URL, which the policy blocks.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'src-renderer/index.html') },
    },
  },
})
