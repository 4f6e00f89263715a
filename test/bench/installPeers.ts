/** The peers are fetched for a comparison only; nothing of the lab needs them. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../node_modules/.cache/peers/', import.meta.url))
const peers = {
  'brain.js': '2.0.0-beta.24',
  convnetjs: '0.3.0',
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
}

/** @returns how to load a peer, or null where the peers cannot be installed; the reason is printed. */
export function installPeers(): ((name: string) => unknown) | null {
  const file = join(folder, 'package.json')
  if (!existsSync(join(folder, 'node_modules'))) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, JSON.stringify({ private: true, dependencies: peers }))
    try {
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    } catch {
      console.log('The peers cannot be installed here: only what is on this machine is compared.')
      return null
    }
  }
  return createRequire(file)
}
