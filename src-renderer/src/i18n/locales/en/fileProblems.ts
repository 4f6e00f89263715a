import { filePhrases } from '../../../../../src-worker/spec/filePhrases'

/** By the kinds of `spec/filePhrases.ts`, which is their English. */
export const messages = filePhrases
