/** `protocol.handle` over loopback: the handler's own answer, headers included, is what the page gets. */
import { createServer } from 'node:http'
import { strict } from './strict.mjs'

let registered = null
let handler = null
let origin = ''

export const toPageUrl = (url) => url.replace(/^lab:\/\/app/, origin)
export const toAppUrl = (url) =>
  origin !== '' && url.startsWith(origin) ? `lab://app${url.slice(origin.length)}` : url
export const pageOrigin = () => origin

async function answer(request, response) {
  const reply = await handler(new Request(`lab://app${request.url}`, { method: request.method }))
  response.writeHead(reply.status, Object.fromEntries(reply.headers))
  response.end(new Uint8Array(await reply.arrayBuffer()))
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy())
})

export async function startSchemeServer() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  origin = `http://127.0.0.1:${server.address().port}`
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (registered !== null) throw new Error('schemes are registered once')
    registered = schemes
  },
  handle(scheme, next) {
    if (registered?.[0]?.scheme !== scheme) throw new Error(`${scheme} is not a privileged scheme`)
    handler = next
  },
})
