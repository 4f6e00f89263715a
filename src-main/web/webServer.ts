/** The lab over http for this machine alone: 127.0.0.1, one Host header, GET and HEAD of the manifest's files. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadAppFiles } from '../appFiles'
import { answerAppRequest, refuse, type AppFiles } from '../appProtocol'

const address = '127.0.0.1'

export interface WebServer {
  /** Without a slash at the end. */
  url: string
  close(): Promise<void>
}

/** Port 0 takes any free one. @throws the system's error when the port is taken or the renderer is not built. */
export async function startWebServer(rendererFolder: string, port: number): Promise<WebServer> {
  const files = await loadAppFiles(rendererFolder, { protocol: 'http:', host: '' })
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 20_000 })
  await listen(server, port)
  const host = `${address}:${(server.address() as AddressInfo).port}`
  const located: AppFiles = { ...files, origin: { protocol: 'http:', host } }
  server.on('request', (request, response) => {
    answer(request, located)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy())
  })
  return { url: `http://${host}`, close: () => close(server) }
}

/** The raw target is looked at before `URL` tidies it: dots and escapes are refused, not resolved. */
function answer(request: IncomingMessage, files: AppFiles): Promise<Response> {
  const target = request.url ?? ''
  const path = target.split('?', 1)[0] ?? ''
  const headers = request.headersDistinct['host'] ?? []
  if (headers.length !== 1 || headers[0] !== files.origin.host) return Promise.resolve(refuse(400))
  if (!path.startsWith('/') || /%|\\|\/\/|(^|\/)\.\.?(\/|$)/.test(path)) return Promise.resolve(refuse(400))
  const method = request.method ?? ''
  if (method !== 'GET' && method !== 'HEAD')
    return Promise.resolve(refuse(405, { Allow: 'GET, HEAD', Connection: 'close' }))
  return answerAppRequest(new Request(`http://${files.origin.host}${target}`, { method }), files)
}

async function send(response: ServerResponse, reply: Response): Promise<void> {
  const body = new Uint8Array(await reply.arrayBuffer())
  response.writeHead(reply.status, Object.fromEntries(reply.headers))
  response.end(body)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
