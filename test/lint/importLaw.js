/**
 * The import law as a lint rule: a file imports only from a lower layer or from its own folder (types count).
 * The table is ARCHITECTURE.md's; what the compiler cannot see is held here.
 */
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Room → rooms and packages it may import; the first prefix that fits a file is its room. */
const worker = (...names) => names.map((name) => `src-worker/${name}`)
const shared = ['src-worker/spec', 'src-worker/protocol']
const rendererBase = [
  'src-worker/notation',
  ...['ui', 'i18n', 'settings', 'math', 'charts', 'host', 'trainer', 'styles'].map(
    (name) => `src-renderer/src/${name}`,
  ),
]
export const rooms = [
  { at: 'src-worker/spec', may: ['valibot'] },
  { at: 'src-worker/core', may: worker('spec') },
  { at: 'src-worker/protocol', may: worker('spec') },
  { at: 'src-worker/notation', may: worker('spec', 'protocol') },
  { at: 'src-worker/sweep', may: worker('spec', 'protocol') },
  { at: 'src-worker/engine', may: worker('spec', 'core') },
  { at: 'src-worker/data', may: ['fflate', ...worker('spec', 'core', 'protocol')] },
  { at: 'src-worker/files', may: ['valibot', 'fflate', ...worker('spec', 'core', 'protocol', 'sweep')] },
  { at: 'src-worker/analysis', may: worker('spec', 'core', 'protocol', 'notation') },
  {
    at: 'src-worker/session',
    may: worker('spec', 'core', 'protocol', 'sweep', 'engine', 'data', 'files', 'analysis'),
  },
  {
    at: 'src-worker/worker.ts',
    may: ['comlink', 'src-worker/assistant.ts', ...worker('session', 'protocol', 'engine')],
  },
  { at: 'src-worker/sweepWorker.ts', may: ['comlink', ...worker('session', 'sweep')] },
  { at: 'src-worker/assistant.ts', may: worker('engine') },
  { at: 'src-main/contract', may: shared },
  { at: 'src-main/preload', may: ['electron', 'src-main/contract'] },
  { at: 'src-main/cli', may: ['comlink', 'node:', 'src-main/durableWrite', 'src-worker/'] },
  {
    at: 'src-main',
    may: ['electron', 'node:', 'valibot', 'vite', 'rollup', 'assemblyscript', 'src-main/', ...shared],
  },
  { at: 'src-renderer/src/host', may: ['vue', 'src-main/contract', ...shared] },
  {
    at: 'src-renderer/src/trainer',
    may: [
      ...['vue', 'comlink', 'resources/', 'src-worker/worker.ts', 'src-worker/sweepWorker.ts'],
      ...[...rendererBase, ...shared, 'src-worker/sweep'],
    ],
  },
  { at: 'src-renderer/src/charts', may: ['vue', 'vue-i18n', 'chart.js', ...rendererBase, ...shared] },
  { at: 'src-renderer/src/math', may: ['vue', 'katex', ...rendererBase, ...shared] },
  ...['data', 'network', 'backprop', 'weights', 'training', 'timeline', 'runs', 'files'].map((name) => ({
    at: `src-renderer/src/${name}`,
    may: ['vue', 'vue-i18n', 'resources/', ...rendererBase, ...shared],
  })),
  // Licences come from the build.
  {
    at: 'src-renderer/src/guide',
    may: ['vue', 'vue-i18n', 'resources/', 'virtual:', ...rendererBase, ...shared],
  },
  // It sets the other features side by side.
  {
    at: 'src-renderer/src/compare',
    may: ['vue', 'vue-i18n', 'src-renderer/src/', ...rendererBase, ...shared, ...worker('sweep')],
  },
  { at: 'src-renderer/src/ui', may: ['vue', 'vue-i18n', ...rendererBase, ...shared] },
  {
    at: 'src-renderer/src',
    may: ['vue', 'vue-i18n', '@fontsource-variable', 'src-worker/notation', 'src-renderer/src/', ...shared],
  },
]

/** @returns the sentence that refuses the import, or null when the law allows it. */
export function judgeImport(file, source) {
  const room = rooms.find(({ at }) => file === at || file.startsWith(`${at}/`))
  if (room === undefined) return null
  const target = source.startsWith('.')
    ? relative(root, resolve(root, dirname(file), source)).replaceAll('\\', '/')
    : source
  const plain = target.replace(/\?.*$/, '')
  if (plain === room.at || plain.startsWith(`${room.at}/`)) return null
  const allowed = room.may.some(
    (may) => plain === may || plain.startsWith(may.endsWith('/') || may.endsWith(':') ? may : `${may}/`),
  )
  if (allowed || room.may.includes(`${plain}.ts`)) return null
  return `${room.at} may not import ${plain}: a file imports only from a lower layer or from its own folder (ARCHITECTURE.md).`
}

export const importLaw = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(root, context.filename).replaceAll('\\', '/')
    const check = (node) => {
      if (node.source == null || typeof node.source.value !== 'string') return
      const message = judgeImport(file, node.source.value)
      if (message !== null) context.report({ node: node.source, message })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
