/** No experiment is deeper; a text of brackets alone must not exhaust the stack. */
const deepest = 500

export interface JsonFault {
  line: number
  column: number
  expected: string
  actual: string
}

/** Where and why a text that `JSON.parse` refused is not JSON; V8's own message does not always say. */
export function findJsonFault(text: string): JsonFault | null {
  let at = 0
  let expected = ''
  let depth = 0

  const skip = (): void => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++
  }
  const miss = (what: string): false => {
    expected = what
    return false
  }
  const take = (pattern: RegExp, what: string): boolean => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return miss(what)
    at += match[0].length
    return true
  }
  const string = (): boolean =>
    take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y, 'a text in double quotes')
  const member = (): boolean => {
    skip()
    if (!string()) return miss('a field name in double quotes')
    skip()
    return take(/:/y, '":"') && value()
  }
  const list = (close: string, item: () => boolean): boolean => {
    at++
    skip()
    if (text[at] === close) return ++at > 0
    for (;;) {
      if (!item()) return false
      skip()
      if (text[at] === close) return ++at > 0
      if (!take(/,/y, `"," or "${close}"`)) return false
    }
  }
  const nested = (close: string, item: () => boolean): boolean => {
    if (++depth > deepest) return miss(`at most ${deepest} levels of lists and objects`)
    return list(close, item) && depth-- > 0
  }
  const value = (): boolean => {
    skip()
    if (text[at] === '{') return nested('}', member)
    if (text[at] === '[') return nested(']', value)
    if (text[at] === '"') return string()
    return take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y, 'a JSON value')
  }

  if (value()) {
    skip()
    if (at === text.length) return null
    expected = 'the end of the file'
  }
  const before = text.slice(0, at).split('\n')
  const found = /\S{1,20}/.exec(text.slice(at))?.[0]
  return {
    line: before.length,
    column: before[before.length - 1]!.length + 1,
    expected,
    actual: found === undefined ? 'the end of the file' : JSON.stringify(found),
  }
}
