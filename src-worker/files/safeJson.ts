/** JSON from an unknown source: bounded in bytes and depth before it is parsed, no key twice, none that reaches a prototype. */
import { describeValue, sayValue } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { decodeText } from './bytes'
import { refuseFile } from './fileFault'

export const jsonLimits = { bytes: 4 * 1024 * 1024, depth: 32 } as const

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * @param maximumBytes more than the usual 4 MiB only where a format says why.
 * @throws LabFailure with what is wrong; no place, for there is none yet.
 */
export function decodeJson(bytes: Uint8Array, maximumBytes: number = jsonLimits.bytes): unknown {
  if (bytes.length > maximumBytes) {
    refuseFile('', phrase('jsonBytes', { count: maximumBytes }), phrase('bytes', { count: bytes.length }))
  }
  const text = decodeText(bytes)
  if (text === null) refuseFile('', phrase('jsonUtf8'), phrase('notUtf8'))
  scanJson(text)
  try {
    return JSON.parse(text)
  } catch {
    refuseFile('', phrase('validJson'), sayValue(text))
  }
}

/**
 * Walks the brackets and strings of a text that may not be JSON at all: what it lets through wrongly,
 * `JSON.parse` refuses.
 */
function scanJson(text: string): void {
  /** The keys of each open object, null for a list. */
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === 0x22) {
      const end = findStringEnd(text, at)
      const keys = open.at(-1)
      if (keys && isFollowedByColon(text, end)) checkKey(text.slice(at, end + 1), keys)
      at = end
    } else if (letter === 0x7b || letter === 0x5b) {
      open.push(letter === 0x7b ? new Set() : null)
      if (open.length > jsonLimits.depth) {
        refuseFile('', phrase('jsonDepth', { count: jsonLimits.depth }), phrase('more'))
      }
    } else if (letter === 0x7d || letter === 0x5d) {
      open.pop()
    }
  }
}

/** @returns the place of the closing quote. */
function findStringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === 0x5c) at++
    else if (letter === 0x22) return at
  }
  return refuseFile('', phrase('validJson'), phrase('endlessText'))
}

function isFollowedByColon(text: string, quote: number): boolean {
  let at = quote + 1
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}

function checkKey(quoted: string, keys: Set<string>): void {
  const key = quoted.includes('\\') ? unescapeKey(quoted) : quoted.slice(1, -1)
  if (forbiddenKeys.has(key)) refuseFile('', phrase('noFieldOfName'), key)
  if (keys.has(key)) refuseFile('', phrase('fieldOnce'), phrase('valueTwice', { value: describeValue(key) }))
  keys.add(key)
}

function unescapeKey(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return refuseFile('', phrase('validJson'), sayValue(quoted))
  }
}
