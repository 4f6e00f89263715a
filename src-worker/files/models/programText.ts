/** Numbers and names as C, JavaScript and Python read them. */
import { formatNumber } from '../numberText'
import type { Floats } from '../../core/floats'
import type { ActivationName } from '../../spec/names'

/** A finite number, every digit of it, always with a point or an exponent: an integer's −0 would lose its sign in C. */
export function writeNumber(value: number): string {
  const text = formatNumber(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

/** Controls, format and direction marks, lone surrogates, and separators but the space: nothing that hides or breaks a line. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

function quote(text: string, escape: (code: number) => string): string {
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(unprintable, (letter) => escape(letter.codePointAt(0)!))
  return `"${body}"`
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')

export const quotePython = (text: string): string =>
  quote(text, (code) => (code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`))

export const quoteJavaScript = (text: string): string => quote(text, (code) => `\\u{${hex(code, 1)}}`)

/** UTF-8 in octal, three digits each, so that no digit behind joins in; `?` too, for C99 still knows trigraphs. */
export function quoteC(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text))
  const isPlain = (byte: number): boolean =>
    byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte))
  return `"${bytes.map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}"`
}

/** Rows of a matrix as lines, each `open`ed and closed. @param columns of the matrix, row-major */
export function listRows(
  values: Floats | readonly number[],
  columns: number,
  write: (row: string) => string,
  writeValue: (value: number) => string = writeNumber,
): string[] {
  const lines: string[] = []
  for (let at = 0; at < values.length; at += columns) {
    lines.push(write(Array.from(values.slice(at, at + columns), writeValue).join(', ')))
  }
  return lines
}

/** `leaky_relu`, as Python and C write names. */
export const snakeNames: Record<ActivationName, string> = {
  linear: 'linear',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  leakyRelu: 'leaky_relu',
  elu: 'elu',
  softplus: 'softplus',
  gelu: 'gelu',
  softmax: 'softmax',
}

/** Each activation once, in the order of the network. */
export const listActivations = (layers: readonly { activation: ActivationName }[]): ActivationName[] =>
  Array.from(new Set(layers.map(({ activation }) => activation)))
