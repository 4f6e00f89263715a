import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { messages } from '../../../src-renderer/src/i18n/locales/en/dataProblems'
import { findPhrase } from '../../../src-renderer/src/i18n/useProblemWords'

const folder = join(import.meta.dirname, '../../../src-worker/data')
const names = ['expected', 'actual', 'found', 'path', 'closedQuote', 'count', 'all']

/** The texts that an expression can come to; what is put into a template stands as 7. */
function listTexts(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('')]
  if (ts.isConditionalExpression(node)) return [...listTexts(node.whenTrue), ...listTexts(node.whenFalse)]
  return ts.isParenthesizedExpression(node) ? listTexts(node.expression) : []
}

/** What the reader of data says in problems: `expected`, `actual`, the arguments of `refuse`, faults that are returned. */
function collectPhrases(node: ts.Node): string[] {
  const own: ts.Node[] = []
  if (
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
    names.includes(node.name.getText())
  )
    own.push(...(node.initializer ? [node.initializer] : []))
  if (
    ts.isCallExpression(node) &&
    ['refuse', 'compare', 'checkOutputUnits'].includes(node.expression.getText())
  )
    own.push(...node.arguments)
  if (ts.isReturnStatement(node) && node.expression !== undefined) own.push(node.expression)
  if (ts.isCallExpression(node) && node.expression.getText() === 'this.faults.push')
    own.push(...node.arguments)
  const within: string[] = []
  ts.forEachChild(node, (child) => void within.push(...collectPhrases(child)))
  return [...own.flatMap(listTexts), ...within]
}

const phrases = readdirSync(folder).flatMap((name) =>
  collectPhrases(
    ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.ESNext, true),
  ),
)
/** A value or a name of the file's own is shown as it is. */
const isWords = (text: string): boolean => / /.test(text) && /[a-z]{2}/i.test(text)

it('every phrase of the reader of data is known', () => {
  const said = [...new Set(phrases.filter(isWords))]
  expect(said.length).toBeGreaterThan(60)
  expect(said.filter((text) => findPhrase(text) === null)).toEqual([])
})

it('every phrase that is known is said', () => {
  const said = new Set(phrases.map((text) => findPhrase(text)?.key))
  const unsaid = Object.keys(messages).filter((key) => !said.has(key))
  // Put together from pieces where they are said: encodeTargets, readParts.
  expect(unsaid).toEqual(['oneUnit', 'units', 'partWords'])
})
