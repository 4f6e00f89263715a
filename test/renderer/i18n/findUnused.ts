/** Which messages nothing asks for. */
import type { SourceFile } from './readMessages'

const keyLiteral = /'([\w-]+(?:\.[\w-]+)*)'/g
const begunTemplate = /`((?:[\w-]+\.)+[^`\s]*\$\{[^`]*|[\w-]+\.\$\{[^`]*)`/g
const hole = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g
const word = /\w[\w-]*/g

interface Pattern {
  form: RegExp
}

/**
 * A key is used when a source has it as a text; or when a template or a table of a source begins it and what stands
 * in the holes is a word of the sources too. So a key that a pattern merely happens to cover is found.
 * @param asking sources of the window
 * @param naming sources whose names may stand in the holes; the messages and their tables must not be among them
 */
export function findUnused(
  keys: readonly string[],
  asking: readonly SourceFile[],
  naming: readonly SourceFile[],
): string[] {
  const text = asking.map((file) => file.text).join('\n')
  const literals = new Set(Array.from(text.matchAll(keyLiteral), ([, key]) => key!))
  const names = naming.flatMap((file) => file.text.match(word) ?? [])
  const quoted = asking.flatMap((file) => file.text.match(/'\w+'/g) ?? [])
  const words = new Set([...names, ...quoted])
  const nodes = new Set(keys.flatMap((key) => listParents(key)))
  const patterns: Pattern[] = [
    ...Array.from(text.matchAll(begunTemplate), ([, template]) => toPattern(template!)),
    ...[...literals]
      .filter((literal) => literal.includes('.') && nodes.has(literal))
      .map((node) => toPattern(`${node}.\${}`)),
  ]
  return keys.filter((key) => {
    if (literals.has(key)) return false
    return !patterns.some(({ form }) => {
      const match = form.exec(key)
      return match !== null && match.slice(1).every((part) => isSaid(part, words))
    })
  })
}

/** A word, a way of words, or words joined as in numberFromTo. */
const isSaid = (part: string, words: ReadonlySet<string>): boolean =>
  part.split('.').every((step) => words.has(step) || joinsWords(step, words))

const joinsWords = (step: string, words: ReadonlySet<string>): boolean =>
  /[A-Z]/.test(step) && step.split(/(?=[A-Z])/).every((one) => words.has(`'${one}'`))

function listParents(key: string): string[] {
  const steps = key.split('.')
  return steps.slice(1).map((_, k) => steps.slice(0, k + 1).join('.'))
}

function toPattern(template: string): Pattern {
  const parts = template
    .replace(/(\$\{[^}]*\})+/g, '${}')
    .split(hole)
    .map((part) => part.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&'))
  return { form: new RegExp(`^${parts.join('([\\w.-]+)')}$`) }
}
