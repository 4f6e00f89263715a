import type { Plugin } from 'vite'

/** Of each font that a package's style sheet names keeps the WOFF2: every browser this runs in reads it. */
export function keepWoff2(): Plugin {
  return {
    name: 'chainrule:keep-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex[^/]*\.css/.test(id)) return null
      return {
        code: code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\((["'])\w+\1\)/g, ''),
        map: null,
      }
    },
  }
}
