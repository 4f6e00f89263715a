/**
 * Which tests prove what a page can reach: one that passes and one that refuses for every channel and every permission.
 * `shellRegister.test.ts` holds the registers against the sources.
 */
import { proof, row, type Proof, type Row } from './proof'

const calls = 'main/callHandlers.test.ts'
const ipc = 'main/ipc.test.ts'
const rules = 'main/shellRules.test.ts'
const preload = 'main/preload.test.ts'

/** What a call does, and what it refuses beyond sender and shape, which `everyCall` proves of each. */
export const channelRows: Record<string, Row> = {
  'document:open': row(
    calls,
    'document:open gives name, bytes and an id of what was chosen, and puts it among the recent ones',
    'document:open says which file is missing or none, by its name alone',
  ),
  'document:save': row(
    calls,
    'document:save writes over what an id stands for',
    'document:save refuses an id that nobody gave out, and a file that another program changed',
  ),
  'document:saveAs': row(
    calls,
    'document:saveAs writes where the person said',
    'document:saveAs writes nothing when it is cancelled or the folder is gone',
  ),
  'recent:list': row(
    calls,
    'recent:list names documents by ids',
    'recent:list never holds a path, nor a table, which is part of an experiment',
  ),
  'recent:open': row(
    calls,
    'recent:open opens by id',
    'recent:open of a file that is gone says which, and takes it off the list',
  ),
  'request:take': row(
    calls,
    'request:take gives what the desktop asked for, oldest first',
    'request:take of a missing file fails by name, and the next one is there',
  ),
  'settings:get': row(
    calls,
    'settings:get and settings:set keep what was set, and the desktop follows',
    'settings:get and settings:set: a part that is not named stays as it was',
  ),
  'settings:set': row(
    calls,
    'settings:get and settings:set keep what was set, and the desktop follows',
    'settings:get and settings:set: a part that is not named stays as it was',
  ),
  'window:title': {
    passes: proof(calls, 'window:title and window:answerClose reach the window'),
    refuses: proof(ipc, '%s %o'),
  },
  'window:answerClose': {
    passes: proof(calls, 'window:title and window:answerClose reach the window'),
    refuses: proof(ipc, '%s %o'),
  },
  'autosave:write': row(
    calls,
    'autosave:write, autosave:list and autosave:read give back what was written',
    'autosave:write where no folder can be is a failure of the call',
  ),
  'autosave:list': row(
    calls,
    'autosave:write, autosave:list and autosave:read give back what was written',
    'autosave:list and autosave:read leave out what does not match its digest',
  ),
  'autosave:read': row(
    calls,
    'autosave:write, autosave:list and autosave:read give back what was written',
    'autosave:list and autosave:read leave out what does not match its digest',
  ),
  'autosave:discard': row(
    calls,
    'autosave:discard removes one',
    'autosave:discard leaves the others, and minds none that is not there',
  ),
  'diagnostics:copy': row(
    calls,
    'diagnostics:copy passes the report on',
    'diagnostics:copy that fails is a failure of the call',
  ),
  'failure:take': row(
    calls,
    'failure:take says why the page before went',
    'failure:take is null where none went',
  ),
}

/** Run once a channel, over tables that must name each. */
export const everyCall: Proof[] = [
  proof(ipc, 'passes what has its shape'),
  proof(ipc, 'refuses %s'),
  proof(ipc, 'refuses one argument too many, and what is over its bytes'),
  proof(ipc, '%s %o'),
]

const notice = row(
  preload,
  '%s reaches its own listener',
  '%s never brings an event, and is not heard after it was taken away',
)
export const noticeRows: Record<string, Row> = {
  'notice:menuCommand': notice,
  'notice:closeRequested': notice,
  'notice:openRequested': notice,
  'notice:settingsChanged': notice,
}

/** Of a permission that nobody has there is nothing that passes. */
export const grantedPermission = row(
  rules,
  '%s is granted to the own page, asked for or looked up',
  '%s is refused to any other page',
)
export const deniedPermission: Row = {
  passes: null,
  refuses: proof(rules, '%s is refused to the own page, asked for or looked up'),
}
