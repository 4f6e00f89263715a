import 'katex/dist/katex.min.css'

type Katex = typeof import('katex').default

let loading: Promise<Katex | null> | undefined

/** KaTeX, fetched when the first formula is shown; null when it cannot be had now, and the next call tries again. */
export const loadKatex = (): Promise<Katex | null> =>
  (loading ??= import('katex')
    .then((module) => module.default)
    .catch(() => {
      loading = undefined
      return null
    }))
