/** `node out/main/web.js [--port N] [--open]`: serves the built lab on this machine and prints where. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasDisplay, openBrowser } from './browser'
import { startWebServer } from './webServer'

function readOptions(): { port: number; open: boolean } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, open: { type: 'boolean', default: false } },
  })
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN
  if (!(port <= 65_535)) throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`)
  return { port, open: values.open }
}

async function serve(): Promise<void> {
  const { port, open } = readOptions()
  const server = await startWebServer(join(import.meta.dirname, '../renderer'), port)
  console.log(`Chainrule is at ${server.url} (stop with Ctrl-C)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void server.close().then(() => process.exit(0)))
  if (!open || !hasDisplay(process.platform, process.env)) return
  const reason = await openBrowser(server.url)
  if (reason !== null) console.log(`Open the address in a browser: ${reason}.`)
}

serve().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
