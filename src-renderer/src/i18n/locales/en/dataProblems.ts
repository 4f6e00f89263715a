import { dataPhrases } from '../../../../../src-worker/spec/dataPhrases'

/** By the kinds of `spec/dataPhrases.ts`, which is their English. */
export const messages = dataPhrases
