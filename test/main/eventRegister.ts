/** Which tests prove what the main process does with each event of Electron, of Node and of its servers. */
import { proof, row, type Row } from './proof'

const ipc = 'main/ipc.test.ts'
const rules = 'main/shellRules.test.ts'
const window = 'main/shellWindow.test.ts'
const root = 'main/shellRoot.test.ts'
const preload = 'main/preload.test.ts'
const log = 'main/log.test.ts'
const web = 'main/webServer.test.ts'

/** Both handlers are asked by one function of the tests. */
const asked = row(
  rules,
  '%s is granted to the own page, asked for or looked up',
  '%s is refused to any other page',
  'askSession',
)

/** Whose only answer is no. */
const denied = (title: string): Row => ({ passes: null, refuses: proof(rules, title) })

export const eventRows: Record<string, Row> = {
  'failureLog.ts child-process-gone': row(
    log,
    'are written down, a clean end is not, and stacks name files without their folders',
    'child-process-gone and render-process-gone in order are not written down',
  ),
  'failureLog.ts render-process-gone': row(
    log,
    'are written down, a clean end is not, and stacks name files without their folders',
    'child-process-gone and render-process-gone in order are not written down',
  ),
  'failureLog.ts unhandledRejection': row(
    log,
    'are written down, a clean end is not, and stacks name files without their folders',
    'unhandledRejection of what is no error has its type, not its content',
  ),
  'failureLog.ts uncaughtExceptionMonitor': row(
    log,
    'are written down, a clean end is not, and stacks name files without their folders',
    'uncaughtExceptionMonitor only listens: what is uncaught still ends the process',
  ),
  'index.ts open-file': row(
    root,
    'open-file queues a document, and keeps Electron from opening it',
    'open-file of anything else is prevented, and not opened',
  ),
  'index.ts second-instance': row(
    root,
    'second-instance queues its documents, from its own folder',
    'second-instance without a document queues nothing',
  ),
  'index.ts handle(appScheme)': row(
    root,
    'protocol.handle serves appScheme from the manifest',
    'protocol.handle of appScheme refuses what is not in it, another host, and POST',
    'protocol.handle',
  ),
  'index.ts registerSchemesAsPrivileged': row(
    root,
    'registerSchemesAsPrivileged has the four privileges that the lab needs',
    'registerSchemesAsPrivileged grants no other: no bypass of the policy, no service worker, no streams',
  ),
  'ipc/registerCalls.ts handle(channel)': row(
    ipc,
    'passes what has its shape',
    'refuses %s',
    'document:save',
  ),
  'preload/index.ts exposeInMainWorld': row(
    preload,
    'each function has one channel and passes its arguments only',
    'exposes these names, frozen, and nothing of Electron',
    'runPreload',
  ),
  'preload/index.ts on(channel)': row(
    preload,
    '%s reaches its own listener',
    '%s never brings an event, and is not heard after it was taken away',
    'notice:menuCommand',
  ),
  'mainWindow.ts ready-to-show': row(
    window,
    'ready-to-show shows it',
    'before ready-to-show it is not shown',
  ),
  'mainWindow.ts close': row(
    window,
    'close with nothing unsaved takes its recovery copies and leaves',
    'close with something unsaved is prevented while the person thinks',
  ),
  'mainWindow.ts did-finish-load': row(
    window,
    'did-finish-load makes Save on the way out a request to the page',
    'before did-finish-load nobody can save, so that Save stays',
  ),
  'mainWindow.ts updated': row(
    window,
    'updated of the theme changes the ground while the window is there',
    'updated of the theme after it was closed touches nothing',
  ),
  'mainWindow.ts closed': row(
    window,
    'closed forgets it: no calls are taken from it, no notice goes to it',
    'updated of the theme after it was closed touches nothing',
  ),
  'windowHolder.ts closed': row(
    window,
    'activate opens a window where there is none',
    'closed forgets it: no calls are taken from it, no notice goes to it',
    'destroy',
  ),
  'pageGuard.ts render-process-gone': row(
    window,
    'render-process-gone loads the page again, keeps its copies and says why, once',
    'render-process-gone in order, as on a navigation, does nothing',
  ),
  'pageGuard.ts unresponsive': row(
    window,
    'unresponsive asks, and ends the process when the person says so',
    'unresponsive and waited for ends nothing',
  ),
  'pageGuard.ts responsive': row(
    window,
    'responsive takes the question away',
    'responsive without a question does nothing',
  ),
  'windowHolder.ts before-quit': row(
    window,
    'before-quit: a window that leaves quits the application',
    'before-quit and Cancel: the wish is forgotten',
  ),
  'windowHolder.ts window-all-closed': row(
    window,
    'window-all-closed ends it',
    'window-all-closed on macOS leaves it in the Dock',
  ),
  'windowHolder.ts activate': row(
    window,
    'activate opens a window where there is none',
    'activate with a window only brings it to the front',
  ),
  'windowHolder.ts second-instance': row(
    window,
    'second-instance brings the one window to the front',
    'second-instance opens no second window',
  ),
  'navigation.ts will-navigate': denied('%s is prevented'),
  'navigation.ts will-frame-navigate': denied('%s is prevented'),
  'navigation.ts will-redirect': denied('%s is prevented'),
  'navigation.ts will-attach-webview': denied('%s is prevented'),
  'navigation.ts setWindowOpenHandler': denied(
    'setWindowOpenHandler denies a second window, of the own page too, in every contents ever made',
  ),
  'navigation.ts web-contents-created': row(
    rules,
    'setWindowOpenHandler denies a second window, of the own page too, in every contents ever made',
    'web-contents-created guards each contents by itself, and nothing before it was made',
  ),
  'origin.ts onBeforeRequest': row(
    rules,
    'onBeforeRequest lets the own ones through',
    'onBeforeRequest cancels the rest, whatever the kind of request',
  ),
  'origin.ts will-download': denied('will-download is prevented, of the own page too'),
  'permissions.ts setPermissionRequestHandler': asked,
  'permissions.ts setPermissionCheckHandler': asked,
  'permissions.ts setDevicePermissionHandler': denied(
    'setDevicePermissionHandler refuses every device, setDisplayMediaRequestHandler every screen',
  ),
  'permissions.ts setDisplayMediaRequestHandler': denied(
    'setDevicePermissionHandler refuses every device, setDisplayMediaRequestHandler every screen',
  ),
  'web/browser.ts error': row(
    web,
    'the event spawn: it was asked to open, and nothing is said',
    'the event error: the command that is not there is named',
    'openBrowser',
  ),
  'web/browser.ts spawn': row(
    web,
    'the event spawn: it was asked to open, and nothing is said',
    'the event error: the command that is not there is named',
    'openBrowser',
  ),
  'web/server.ts on(signal)': row(
    'browser/shellStart.test.ts',
    '--web serves at once and ends on SIGTERM',
    '--port=%s is refused in words',
    '--web',
  ),
  'web/webServer.ts request': row(
    web,
    'serves the files of the build with all security headers',
    'refuses POST',
    'fetch',
  ),
  'web/webServer.ts error': row(
    web,
    'is on 127.0.0.1 and nowhere else',
    'fails at once on a port that is taken',
    'start',
  ),
}
