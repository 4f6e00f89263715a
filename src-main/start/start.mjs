/**
 * `npm start [-- --web] [--no-open] [--port N] [FILE…]`
 * Builds when stale, then Electron; where its runtime or a display cannot be had, the same build on loopback.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWhenStale } from './buildWhenStale.mjs'
import { fetchRuntime, findRuntime, refuseElectron } from './electronRuntime.mjs'

const root = join(import.meta.dirname, '../..')
/** Electron that ends sooner than this with an error has not started. */
const startedMs = 5000

let stopping = false

/** Runs until the child ends; Ctrl-C and termination reach it and are no failure. */
function run(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
  const forward = (signal) => {
    stopping = true
    child.kill(signal)
  }
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((resolve) => {
    const end = (code) => {
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      resolve(code)
    }
    child.once('error', () => end(1))
    child.once('close', (code) => end(stopping ? 0 : (code ?? 1)))
  })
}

/** Answers null when Electron ran, else the reason why it did not. */
async function runElectron(files) {
  const refusal = refuseElectron(process.platform, process.env, process.getuid?.())
  if (refusal !== null) return refusal
  if (findRuntime(root) === null) {
    const reason = await fetchRuntime(root)
    if (reason !== null) return `Electron's runtime is missing and ${reason}`
  }
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const startedAt = Date.now()
  const code = await run(findRuntime(root), ['.', ...files], env)
  if (code === 0 || Date.now() - startedAt > startedMs) return null
  return `Electron stopped at once with code ${code}`
}

async function serve({ port, open }) {
  const args = [join(root, 'out/main/web.js')]
  if (port !== undefined) args.push(`--port=${port}`)
  if (open) args.push('--open')
  process.exitCode = await run(process.execPath, args)
}

async function start() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { web: { type: 'boolean' }, 'no-open': { type: 'boolean' }, port: { type: 'string' } },
  })
  const failure = buildWhenStale(root)
  if (failure !== null) throw new Error(`Chainrule cannot start: ${failure}.`)
  const reason = values.web ? null : await runElectron(positionals)
  if (!values.web && (reason === null || stopping)) return
  if (reason !== null)
    console.log(`No desktop window (${reason}): the lab is served for the browser instead.`)
  await serve({ port: values.port, open: !values['no-open'] })
}

start().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
