/** Finds Electron's runtime, or fetches it; says why where it cannot be had. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const fetchLimitMs = 60_000

/** Why Electron is not tried at all on this machine; null when it can be. */
export function refuseElectron(platform, env, userId) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (userId === 0) return 'as root Electron would have to switch its sandbox off'
  return null
}

/** The executable; null when the runtime is not installed. */
export function findRuntime(root, env = process.env) {
  const folder = join(root, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const executable = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name)
  return existsSync(executable) ? executable : null
}

/** Answers null when it is there afterwards, else the reason. Never longer than a minute. */
export async function fetchRuntime(root) {
  const installer = join(root, 'node_modules/electron/install.js')
  if (!existsSync(installer)) return 'the electron package is not installed'
  console.log('Fetching the Electron runtime, for at most a minute…')
  const child = spawn(process.execPath, [installer], { cwd: root, stdio: 'ignore' })
  const timer = setTimeout(() => child.kill('SIGKILL'), fetchLimitMs)
  const outcome = await new Promise((resolve) => {
    child.once('error', () => resolve('it could not be fetched'))
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve('it could not be fetched within a minute')
      else resolve(code === 0 ? null : 'it could not be fetched')
    })
  })
  clearTimeout(timer)
  return outcome ?? (findRuntime(root) === null ? 'it could not be fetched' : null)
}
