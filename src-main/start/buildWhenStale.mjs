/** Builds when a source is newer than what the build left. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = [
  'src-main',
  'src-worker',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
]
const products = [
  'out/main/index.js',
  'out/main/web.js',
  'out/preload/index.cjs',
  'out/renderer/manifest.json',
]

/** Newest modification under a path, in milliseconds since 1970; 0 when it is not there. */
function readNewest(path) {
  if (!existsSync(path)) return 0
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => readNewest(join(path, name))))
}

export function isStale(root) {
  const built = products.map((path) => join(root, path))
  if (!built.every((path) => existsSync(path))) return true
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs))
  return Math.max(...sources.map((path) => readNewest(join(root, path)))) > oldest
}

/** Answers null when there is a build to run, else the reason why there is none. */
export function buildWhenStale(root) {
  if (!isStale(root)) return null
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  if (!existsSync(builder)) return 'the dependencies are not installed: run npm ci first'
  console.log('Building…')
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (status === 0) return null
  console.error(`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-30).join('\n'))
  if (!products.every((path) => existsSync(join(root, path)))) return 'the build failed'
  console.log('The build failed; what was built before is started.')
  return null
}
