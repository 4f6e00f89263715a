import { phrases } from '../../../../../src-worker/spec/phrases'

/** By the kinds of `spec/phrases.ts`, which is their English. */
export const messages = phrases
