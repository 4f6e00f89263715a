import 'katex/dist/katex.min.css'

let loading: Promise<typeof import('katex').default> | undefined

/** KaTeX, fetched when the first formula is shown. */
export const loadKatex = (): Promise<typeof import('katex').default> =>
  (loading ??= import('katex').then((module) => module.default))
