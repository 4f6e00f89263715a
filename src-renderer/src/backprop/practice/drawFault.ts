import type { Fault } from '../../../../src-worker/spec/fault'

/** One of the faults, every name as likely as another whatever the number of its layers. @param chance 32 random bits */
export function drawFault(faults: readonly Fault[], chance: number): Fault | null {
  const names = [...new Set(faults.map(({ name }) => name))]
  const name = names[chance % names.length]
  const layers = faults.filter((fault) => fault.name === name)
  return layers[Math.floor(chance / Math.max(1, names.length)) % Math.max(1, layers.length)] ?? null
}

/** `count` of `total` places without repetition, by Fisher–Yates. @param next 32 random bits a call */
export function drawPlaces(total: number, count: number, next: () => number): number[] {
  const places = Array.from({ length: total }, (_, index) => index)
  const wanted = Math.min(count, total)
  for (let k = 0; k < wanted; k++) {
    const other = k + (next() % (total - k))
    ;[places[k], places[other]] = [places[other]!, places[k]!]
  }
  return places.slice(0, wanted).toSorted((a, b) => a - b)
}
