/** Reads test files as text: which tests are in them, by their titles, and what each of them names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export interface FoundTest {
  title: string
  /** The test with its titles, its table and what the table is made of. */
  text: string
  /** It is always run, but on a machine that it names a reason for not to. */
  runs: boolean
}

const testFolder = join(import.meta.dirname, '..')
const deepest = 4

export function readTests(file: string): FoundTest[] {
  const content = readFileSync(join(testFolder, file), 'utf8')
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true)
  const found: FoundTest[] = []
  const visit = (node: ts.Node, around: string[], runs: boolean): void => {
    const call = readCall(node)
    if (call === null) return ts.forEachChild(node, (child) => visit(child, around, runs))
    const head = `${call.title} ${textOf(call.chain, source)}`
    const active = runs && !/\.(skip|todo|fails)\b/.test(call.chain.getText())
    if (call.kind === 'describe')
      return ts.forEachChild(node, (child) => visit(child, [...around, head], active))
    const text = [...around, head, node.getText()].join('\n')
    found.push({ title: call.title, text, runs: active })
  }
  visit(source, [], true)
  return found
}

interface Call {
  kind: 'test' | 'describe'
  title: string
  /** What stands before the parentheses: `it`, `it.each(table)`. */
  chain: ts.Expression
}

function readCall(node: ts.Node): Call | null {
  if (!ts.isCallExpression(node)) return null
  const [first, second] = node.arguments
  const name = /^(it|test|describe)\b/.exec(node.expression.getText())?.[1]
  if (name === undefined || first === undefined || second === undefined) return null
  // `describe(name, …)` of a name that is computed has none to be found by.
  const title = ts.isStringLiteralLike(first) ? first.text : first.getText()
  return { kind: name === 'describe' ? 'describe' : 'test', title, chain: node.expression }
}

/** The expression, and the declarations in the file of what it names, and so on. */
function textOf(expression: ts.Node, source: ts.SourceFile): string {
  const declared = new Map<string, ts.VariableDeclaration>()
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) declared.set(node.name.text, node)
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, collect)
  }
  collect(source)
  // Those of a `describe` lie in its function.
  const enclosing = (node: ts.Node | undefined): void => {
    if (node === undefined) return
    if (ts.isBlock(node)) node.statements.forEach(collect)
    enclosing(node.parent)
  }
  enclosing(expression)
  const seen = new Set<string>()
  const follow = (node: ts.Node, depth: number): string => {
    const names: string[] = []
    const find = (part: ts.Node): void => {
      if (ts.isIdentifier(part)) names.push(part.text)
      ts.forEachChild(part, find)
    }
    find(node)
    const parts = names.flatMap((name) => {
      const declaration = declared.get(name)
      if (declaration === undefined || seen.has(name) || depth === 0) return []
      seen.add(name)
      return [follow(declaration, depth - 1)]
    })
    return [node.getText(), ...parts].join('\n')
  }
  return follow(expression, deepest)
}
