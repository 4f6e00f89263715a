/** Letters that one of the common file systems refuses or a shell misreads. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu
const mostLetters = 60

/** Experiment and quantity as a file name without its ending: "XOR cost". */
export function createFigureFileName(experiment: string, quantity: string): string {
  const clean = (text: string): string =>
    Array.from(text.replace(unsafe, ' ').replace(/\s+/g, ' ')).slice(0, mostLetters).join('').trim()
  const name = `${clean(experiment)} ${clean(quantity)}`.replace(/^[\s.]+|[\s.]+$/g, '')
  return name === '' ? 'chart' : name
}
