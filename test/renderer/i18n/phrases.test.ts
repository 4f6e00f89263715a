/** Every phrase of the worker has its words in both languages, and what readers refuse is said in phrases alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { dataPhrases } from '../../../src-worker/spec/dataPhrases'
import { filePhrases } from '../../../src-worker/spec/filePhrases'
import { phrases } from '../../../src-worker/spec/phrases'
import { chinese, english } from './readMessages'

const catalogs = { problems: phrases, fileProblems: filePhrases, dataProblems: dataPhrases }
const all = Object.entries(catalogs).flatMap(([name, kinds]) =>
  Object.entries(kinds).map(([kind, text]) => ({ kind, text, key: `${name}.${kind}` })),
)
const withoutPlaces = (text: string): string => text.replace(/\{\w+\}/g, '')

describe('kinds of problems', () => {
  it('are of one catalog each, and each says what no other says', () => {
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length)
    const texts = all.map(({ text }) => text.replace(/\{\w+\}/g, '{}'))
    expect(texts.filter((text, n) => texts.indexOf(text) !== n)).toEqual([])
  })

  it('have Chinese words, where they have words at all', () => {
    const wordless = all.filter(({ text }) => !/[a-z]/i.test(withoutPlaces(text))).map(({ kind }) => kind)
    expect(wordless.sort()).toEqual(['nameList', 'stateAt', 'within', 'wordsOf'])
    const unsaid = all.filter(
      ({ kind, key }) => !wordless.includes(kind) && !/[\u4e00-\u9fff]/.test(chinese.get(key) ?? ''),
    )
    expect(unsaid.map(({ key }) => key)).toEqual([])
  })

  it('stand in the English of the window as on the command line', () => {
    expect(all.filter(({ key, text }) => english.get(key) !== text).map(({ key }) => key)).toEqual([])
  })

  it('mean nothing to the language of messages: no plural, no link', () => {
    const special = /[|@]/
    expect(all.filter(({ key, text }) => special.test(text) || special.test(chinese.get(key)!))).toEqual([])
  })
})

/** Read again by the lab alone, right after it wrote them: what they refuse is a fault of the lab. */
const ownFiles = ['svgReader.ts', 'tfRecord.ts', 'exportReadBack.ts']
const refusals = [
  'refuseFile',
  'createProblem',
  'refuse',
  'explain',
  'checkOutputUnits',
  'compare',
  'addFault',
]

/** English in the arguments of a refusal, in a schema's message, or in a problem written out. */
function findEnglish(node: ts.Node): string[] {
  const own: ts.Node[] = []
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText()
    if (refusals.includes(called)) own.push(...node.arguments)
    if (called.startsWith('v.') && called !== 'v.literal') own.push(...node.arguments)
  }
  if (ts.isPropertyAssignment(node) && ['expected', 'actual'].includes(node.name.getText()))
    own.push(node.initializer)
  const within: string[] = []
  ts.forEachChild(node, (child) => void within.push(...findEnglish(child)))
  return [...own.flatMap(listTexts).filter((text) => /[a-z]+ [a-z]|[a-z] $|^ [a-z]/i.test(text)), ...within]
}

/** The texts that an expression can come to; what is put into a template is left out. */
function listTexts(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
  if (ts.isConditionalExpression(node)) return [...listTexts(node.whenTrue), ...listTexts(node.whenFalse)]
  if (ts.isBinaryExpression(node)) return [...listTexts(node.left), ...listTexts(node.right)]
  return ts.isParenthesizedExpression(node) ? listTexts(node.expression) : []
}

const findIn = (text: string): string[] =>
  findEnglish(ts.createSourceFile('x.ts', text, ts.ScriptTarget.ESNext, true))

describe.each(['files', 'data'])('the readers of %s', (folder) => {
  const path = join(import.meta.dirname, '../../../src-worker', folder)
  const names = readdirSync(path).filter((name) => name.endsWith('.ts') && !ownFiles.includes(name))

  it('refuse in phrases, never in English alone', () => {
    expect(names.length).toBeGreaterThan(40)
    const found = names.flatMap((name) =>
      findIn(readFileSync(join(path, name), 'utf8')).map((text) => `${name}: ${text}`),
    )
    expect(found).toEqual([])
  })
})

it('English in a refusal is found', () => {
  expect(findIn("refuseFile('', `at most ${n} bytes`, 'other bytes')")).toEqual([
    'at most ',
    ' bytes',
    'other bytes',
  ])
  expect(findIn("v.array(item, 'a list of rows')")).toEqual(['a list of rows'])
})
