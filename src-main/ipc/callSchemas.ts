/** What each call takes, and how many bytes of it: one entry a channel, so that a missing one does not compile. */
import * as v from 'valibot'
import type { Bytes, CallChannel, Calls } from '../contract/ipc'
import { largestDocumentBytes } from '../documents'
import { settingsSchema } from '../settings'

export interface CallRule<Channel extends CallChannel> {
  args: v.GenericSchema<unknown, Parameters<Calls[Channel]>>
  maxBytes: number
}

const smallCall = 16 * 1024
const documentCall = largestDocumentBytes + smallCall

const documentId = v.pipe(v.string(), v.uuid())
const slot = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))
const label = v.pipe(v.string(), v.maxLength(200))
const bytes = v.custom<Bytes>((value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer)
const fileName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(200),
  v.regex(/^[^\u0000-\u001f\u007f<>:"/\\|?*]+$/u),
  v.check((name) => !/^\.|[. ]$/.test(name), 'hidden name, or a dot or space at the end'),
)
const mediaType = v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/))
const kind = v.picklist(['session', 'experiment', 'data', 'weights'])
const undoLabel = v.optional(v.nullable(label))
const summary = v.strictObject({ slot, name: label, update: v.pipe(v.number(), v.finite(), v.minValue(0)) })

export const callSchemas: { [Channel in CallChannel]: CallRule<Channel> } = {
  'document:open': {
    args: v.strictTuple([v.pipe(v.array(kind), v.minLength(1), v.maxLength(4))]),
    maxBytes: smallCall,
  },
  'document:save': { args: v.strictTuple([documentId, bytes, v.boolean()]), maxBytes: documentCall },
  'document:saveAs': { args: v.strictTuple([fileName, mediaType, bytes]), maxBytes: documentCall },
  'recent:list': { args: v.strictTuple([]), maxBytes: smallCall },
  'recent:open': { args: v.strictTuple([documentId]), maxBytes: smallCall },
  'request:take': { args: v.strictTuple([]), maxBytes: smallCall },
  'settings:get': { args: v.strictTuple([]), maxBytes: smallCall },
  'settings:set': { args: v.strictTuple([v.partial(settingsSchema)]), maxBytes: smallCall },
  'window:title': {
    args: v.strictTuple([
      v.strictObject({ name: label, unsaved: v.boolean(), undo: undoLabel, redo: undoLabel }),
    ]),
    maxBytes: smallCall,
  },
  'window:answerClose': { args: v.strictTuple([v.picklist(['saved', 'stay'])]), maxBytes: smallCall },
  'autosave:write': { args: v.strictTuple([summary, bytes]), maxBytes: documentCall },
  'autosave:list': { args: v.strictTuple([]), maxBytes: smallCall },
  'autosave:read': { args: v.strictTuple([slot]), maxBytes: smallCall },
  'autosave:discard': { args: v.strictTuple([slot]), maxBytes: smallCall },
  'failure:take': { args: v.strictTuple([]), maxBytes: smallCall },
  'diagnostics:copy': { args: v.strictTuple([v.pipe(v.string(), v.maxLength(4000))]), maxBytes: smallCall },
}
