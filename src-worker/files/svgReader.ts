/**
 * Reads a figure of the lab back: whether it is well-formed XML of the kind its writers make (elements, attributes in
 * double quotes, escaped text; no comments, no declarations), and what it says. A worker has no parser of XML.
 */
import { refuseFile } from './fileFault'

const tag = /<(\/?)([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/y
const content = /[^<]+/y
const entity = /&(amp|lt|gt|quot);/g
const letters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

interface Reading {
  at: number
  /** Names of the elements that are begun and not ended. */
  open: string[]
  roots: number
  texts: string[]
}

/** @returns what its `text` elements say, in order. @throws LabFailure `invalidFile` naming the letter where it breaks off. */
export function readSvgTexts(svg: string): string[] {
  const reading: Reading = { at: 0, open: [], roots: 0, texts: [] }
  while (reading.at < svg.length) {
    const form = svg[reading.at] === '<' ? tag : content
    form.lastIndex = reading.at
    const found = form.exec(svg)
    if (found === null) return refuse(reading, 'a tag', svg.slice(reading.at, reading.at + 20))
    if (form === tag) readTag(reading, found)
    else readContent(reading, found[0])
    reading.at += found[0].length
  }
  const { open, roots, texts } = reading
  if (open.length > 0 || roots !== 1) refuse(reading, `an end of ${open.at(-1) ?? 'a root, svg'}`, 'the end')
  return texts
}

function readTag(reading: Reading, [, closes, name, attributes, isEmpty]: RegExpExecArray): void {
  const { open } = reading
  if (closes === '/') {
    const last = open.pop()
    if (last !== name) refuse(reading, `an end of ${last ?? 'nothing'}`, `an end of ${name!}`)
    return
  }
  if (open.length === 0 && (++reading.roots > 1 || name !== 'svg')) refuse(reading, 'one root, svg', name!)
  decode(reading, attributes!)
  if (isEmpty === '') open.push(name!)
}

function readContent(reading: Reading, text: string): void {
  const decoded = decode(reading, text)
  if (reading.open.length === 0 && text.trim() !== '') refuse(reading, 'nothing outside of svg', text)
  if (reading.open.at(-1) === 'text') reading.texts.push(decoded)
}

function decode(reading: Reading, text: string): string {
  if (text.replace(entity, '').includes('&')) refuse(reading, 'no bare &', text)
  return text.replace(entity, (_whole, name: string) => letters[name]!)
}

const refuse = ({ at }: Reading, expected: string, found: string): never =>
  refuseFile(`letter ${at}`, expected, JSON.stringify(found.slice(0, 40)))
