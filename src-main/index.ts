/** Composition root of the desktop: reads as the list of what is set up. Nothing may wait for `ready` at the top level. */
import { join } from 'node:path'
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, protocol, session } from 'electron'
import { loadAppFiles } from './appFiles'
import { answerAppRequest, appHost, appScheme } from './appProtocol'
import { startDesktop } from './desktop'
import { logFailures } from './failureLog'
import { createLog } from './log'
import { setupNavigation } from './navigation'
import { createOpenRequests, findDocumentsInArguments, isDocumentName } from './openRequests'
import { choosePageSource, setupRequestFilter } from './origin'
import { setupPermissions } from './permissions'

const source = choosePageSource(app.isPackaged, process.env['ELECTRON_RENDERER_URL'])
const openRequests = createOpenRequests()
const out = join(import.meta.dirname, '..')

function setupScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }])
}

function setupOpenRequests(): void {
  openRequests.add(findDocumentsInArguments(process.argv.slice(1), process.cwd()))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (isDocumentName(path)) openRequests.add([path])
  })
  app.on('second-instance', (_event, args, folder) => {
    openRequests.add(findDocumentsInArguments(args.slice(1), folder))
  })
}

async function setupProtocol(): Promise<void> {
  const files = await loadAppFiles(join(out, 'renderer'), { protocol: `${appScheme}:`, host: appHost })
  protocol.handle(appScheme, (request) => answerAppRequest(request, files))
}

async function start(): Promise<void> {
  const log = createLog(app.getPath('logs'))
  logFailures(app, process, log)
  const { electron = '-', chrome = '-' } = process.versions
  log.write('info', 'main', 'start', {
    version: app.getVersion(),
    electron,
    chrome,
    platform: process.platform,
  })
  if (!source.development) await setupProtocol()
  setupPermissions(session.defaultSession, source)
  setupRequestFilter(session.defaultSession, source)
  startDesktop({
    electron: { app, clipboard, dialog, ipcMain, Menu, nativeTheme },
    source,
    openRequests,
    preloadPath: join(out, 'preload/index.cjs'),
    log,
  })
}

app.enableSandbox()
setupScheme()
setupNavigation(app)
if (app.requestSingleInstanceLock()) {
  setupOpenRequests()
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Chainrule could not start', error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
} else {
  app.quit()
}
