/** Which tests prove the rows of the design: its security table, and what a person expects of a desktop. */
import { proof, row, type Row } from './proof'

const calls = 'main/callHandlers.test.ts'
const ipc = 'main/ipc.test.ts'
const rules = 'main/shellRules.test.ts'
const window = 'main/shellWindow.test.ts'
const root = 'main/shellRoot.test.ts'
const preload = 'main/preload.test.ts'
const web = 'main/webServer.test.ts'
const protocol = 'main/appProtocol.test.ts'
const conventions = 'main/desktopConventions.test.ts'
const openBrowser = 'browser/shellOpen.test.ts'
const policy = 'browser/shell.test.ts'

/** The rows of the security table of the design. */
export const securityRows: Record<string, Row> = {
  'nothing remote': row(
    rules,
    'onBeforeRequest lets the own ones through',
    'onBeforeRequest cancels the rest, whatever the kind of request',
    'onBeforeRequest',
  ),
  'renderer: sandbox on, Node off': {
    passes: proof(rules, 'sandbox and isolation on, Node off everywhere', 'sandbox: true'),
    refuses: proof(policy, 'is isolated across origins and has nothing of Node or Electron', 'require'),
  },
  'permissions by table': {
    passes: proof(rules, '%s is granted to the own page, asked for or looked up', 'fullscreen'),
    refuses: proof(rules, '%s is refused to the own page, asked for or looked up', 'geolocation'),
  },
  'policy as a header': {
    passes: proof(
      protocol,
      'the policy starts from nothing and has one exception that names WebAssembly',
      'wasm-unsafe-eval',
    ),
    refuses: proof(policy, '%s', 'trusted-types'),
  },
  'no violation': {
    passes: proof(policy, 'starts without an error, a violation or a request to anywhere else', 'violations'),
    refuses: proof(policy, '%s', 'style-src-elem'),
  },
  'no way out of the page': {
    passes: proof(rules, '%o is the page: %s', 'lab://app/'),
    refuses: proof(rules, '%s is prevented', 'will-navigate'),
  },
  'no link opens outside': {
    passes: null,
    refuses: proof(
      rules,
      'nothing is opened outside: the list of links is empty, so that no link has a way out',
      'openExternal',
    ),
  },
  'calls: sender, shape, size': {
    passes: proof(ipc, 'passes what has its shape', 'goodArguments'),
    refuses: proof(ipc, 'refuses %s', 'a frame in the page'),
  },
  'errors as data, no path crosses': {
    passes: proof('main/documents.test.ts', 'opens, saves over and saves as, and no path leaves', 'basename'),
    refuses: proof(calls, 'document:open says which file is missing or none, by its name alone', 'folder'),
  },
  'the bridge': {
    passes: proof(preload, 'each function has one channel and passes its arguments only', 'invoke'),
    refuses: proof(preload, 'exposes these names, frozen, and nothing of Electron', 'ipcRenderer'),
  },
  'protocol by the manifest': {
    passes: proof(protocol, '%s is %s with its type', 'lab://app/index.html'),
    refuses: proof(protocol, '%s → %i', 'lab://other/index.html'),
  },
  'protocol: methods': {
    passes: proof(protocol, 'HEAD has the headers and no body', 'HEAD'),
    refuses: proof(protocol, '%s → 405 with the methods allowed', 'POST'),
  },
  fuses: {
    passes: proof(
      'main/package.test.ts',
      'are the nine of Electron in their order, each with its word',
      'fuses',
    ),
    refuses: proof('main/package.test.ts', 'are refused with %s, and nothing is changed', 'setFuses'),
  },
  'the builder’s configuration': row(
    'main/package.test.ts',
    'packs an archive that is checked, of the built application and the one library it imports',
    'fetches, updates and publishes nothing',
    'config',
  ),
  'over http on loopback': row(
    web,
    'is on 127.0.0.1 and nowhere else',
    'refuses a request without a Host header, and one with two',
    'start',
  ),
  'over http: the Host header': row(
    web,
    'serves the files of the build with all security headers',
    'refuses the Host header %s',
    'start',
  ),
  'untrusted files: a deadline': row(
    'renderer/files/untrustedFile.test.ts',
    'openSession of one that is read in time opens it',
    'openSession of a file that never comes to an end answers workerSilent after 60 s',
    'openSession',
  ),
  'untrusted files: never in main': {
    passes: null,
    refuses: proof(
      rules,
      'no file is parsed in the main process: it imports nothing of the worker',
      'src-worker',
    ),
  },
}

/** What a person expects of a desktop. */
export const conventionRows: Record<string, Row> = {
  'menus reach the page': {
    passes: proof('browser/shellMenu.test.ts', '%s', 'copyDiagnostics'),
    refuses: proof('browser/shellMenu.test.ts', 'does nothing behind an open dialog that asks', 'step'),
  },
  'menus per platform': row(
    conventions,
    'about, preferences and quit stand where the platform has them',
    'developer tools are there in development only',
    'createMenu',
  ),
  accelerators: row(
    conventions,
    'has the keys that a person expects',
    'every accelerator is unique and every item has words (%s)',
    'accelerator',
  ),
  'recent files': row(
    openBrowser,
    'Clear Recent empties the list of the menu and that of the system',
    'a recent document that is gone is said, and leaves the menu',
    'recent.json',
  ),
  'open by argument': row(
    openBrowser,
    'a path relative to the folder of the start, with spaces in it',
    'one that is not there is said by its name, and the next one opens',
    'args',
  ),
  'double click and second start': {
    passes: proof(openBrowser, 'a second start and a double click come one after the other', 'openFile'),
    refuses: proof(root, 'open-file of anything else is prevented, and not opened', 'open-file'),
  },
  'single instance': {
    passes: proof(window, 'second-instance brings the one window to the front', 'second-instance'),
    refuses: proof(root, 'a second start leaves at once, and listens for nothing', 'locked'),
  },
  'save, don’t save, cancel': {
    passes: proof(
      'browser/shellDesktop.test.ts',
      'quit with don’t save leaves, and the title says what is open',
      'quit',
    ),
    refuses: proof(
      'browser/shellDesktop.test.ts',
      'cancel stays; save lets the page save, and then it leaves',
      'closeWindow',
    ),
  },
  'window state': row(
    rules,
    'remembers its place under one name',
    'is not shown before it is painted, on a ground of its theme',
    'createWindowOptions',
  ),
  'no flash': row(
    'browser/shellTheme.test.ts',
    '%s as set on a %s system',
    'settings that are broken are the system’s theme',
    'openWithoutScripts',
  ),
  languages: row(
    conventions,
    'language %s on a system with %o → %s',
    'broken settings %o are the defaults',
    'language',
  ),
  'undo and redo': {
    passes: proof(
      'renderer/trainer/experimentDraft.test.ts',
      'undoes and redoes 100 edits, and sends them to the run',
      'undo',
    ),
    refuses: proof(conventions, 'undo names the change', 'undo'),
  },
  'a page that goes': {
    passes: proof(
      'browser/shellFailure.test.ts',
      'says why, and one press goes on from the last copy; the third time in five minutes it asks',
      'crashPage',
    ),
    refuses: proof('main/pageLife.test.ts', 'quits by the person alone', 'quit'),
  },
  'a page that hangs': row(
    'browser/shellFailure.test.ts',
    'is loaded again when the person says so, with its copy',
    'is waited for when the person says so, and the question goes when it answers',
    'unresponsive',
  ),
}
