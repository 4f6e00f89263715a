/** No component says anything of its own: text, names and titles come from the messages. */
import { parse } from 'vue/compiler-sfc'
import { expect, it } from 'vitest'
import { listSources } from './readMessages'

/** What is read or spoken of an element or of a component of the lab. */
const spoken =
  /^(aria-label|aria-description|aria-roledescription|title|alt|placeholder|label|text|kept|hint)$/
const inWords = /\p{L}{2,}/u
const quoted = /'((?:[^'\\]|\\.)*)'/g
/** A setting's place, as in a file. */
const place = /^[\w-]+(\.[\w-]+)+$/

/** In an expression: a text with a space, or one that begins as a sentence. */
const hasSentence = (expression: string): boolean =>
  Array.from(expression.matchAll(quoted), ([, text]) => text!).some(
    (text) => (inWords.test(text) && text.includes(' ')) || /^\p{Lu}\p{Ll}{2}/u.test(text),
  )

interface Node {
  type: number
  content?: string | { content?: string }
  children?: Node[]
  props?: {
    type: number
    name: string
    rawName?: string
    value?: { content: string }
    arg?: { content: string }
    exp?: { content: string }
  }[]
}

const isWords = (text: string): boolean => inWords.test(text) && !place.test(text)

const isText = 2
const isInterpolation = 5
const isAttribute = 6

/** Of a component's source. */
export function findLiterals(source: string): string[] {
  const { descriptor } = parse(source)
  return descriptor.template?.ast ? visit(descriptor.template.ast as unknown as Node) : []
}

function visit(node: Node): string[] {
  const inner = typeof node.content === 'object' ? (node.content.content ?? '') : (node.content ?? '')
  const own =
    node.type === isText && inWords.test(inner)
      ? [inner.trim()]
      : node.type === isInterpolation && hasSentence(inner)
        ? [inner]
        : []
  const attributes = (node.props ?? []).flatMap((prop) => {
    if (prop.type === isAttribute)
      return spoken.test(prop.name) && isWords(prop.value?.content ?? '') ? [prop.value!.content] : []
    const isSpoken = spoken.test(prop.arg?.content ?? '')
    return isSpoken && hasSentence(prop.exp?.content ?? '') ? [prop.exp!.content] : []
  })
  return [...own, ...attributes, ...(node.children ?? []).flatMap(visit)]
}

it('no component has a text, a name or a title of its own', () => {
  const found = listSources()
    .filter(({ path }) => path.endsWith('.vue'))
    .flatMap(({ path, text }) => findLiterals(text).map((literal) => `${path}: ${literal}`))
  expect(found).toEqual([])
})

it('a text, a static name, a bound name and an interpolated text are found; symbols and keys are none', () => {
  const source = `<template>
    <p aria-label="Run it" :title="'Two words'">Hello {{ 'Good day' }} η × {{ t('a.b') }}</p>
    <i class="big" role="img" :aria-label="t('a.b')">/</i>
  </template>`
  expect(findLiterals(source)).toEqual(['Run it', "'Two words'", 'Hello', "'Good day'"])
})
