/**
 * Values counted finely enough that every histogram made later is a sum of these counts: 32 parts of each power of two,
 * by sign. A part is what the upper 17 bits of a number say (sign, exponent, five bits of the fraction), so that no
 * rounding moves a value over an edge.
 */

export interface ValueCounts {
  /** Parts that hold values, ascending; of the sign in bit 16, of the magnitude below. */
  parts: Uint32Array<ArrayBuffer>
  counts: Uint32Array<ArrayBuffer>
  /** Values, whatever they are. */
  total: number
  /** Exact zeros of either sign; in no part. */
  zeros: number
  /** In no part. */
  notNumbers: number
  /** Of the finite values; NaN when there is none. */
  minimum: number
  maximum: number
  mean: number
  deviation: number
}

const fractionBits = 5
export const partsOfPower = 2 ** fractionBits
const bias = 1023
/** Part of ±Infinity, without its sign. */
export const infinitePart = 0x7ff << fractionBits

export const isNegativePart = (part: number): boolean => part >= 2 ** 16
export const sizeOfPart = (part: number): number => part & 0xffff
/** Exponent e of a magnitude in [2^e, 2^(e+1)); all that is smaller than normal numbers counts as −1023. */
export const exponentOf = (size: number): number => (size >> fractionBits) - bias

/** The smallest magnitude of a part. */
export function magnitudeOf(size: number): number {
  const fraction = (size & (partsOfPower - 1)) / partsOfPower
  const exponent = exponentOf(size)
  return exponent === -bias ? fraction * 2 ** -1022 : (1 + fraction) * 2 ** exponent
}

/** Which of the two halves of a float64 has the exponent. */
const upperHalf = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

export class ValueCounter {
  private readonly counts = new Uint32Array(2 ** 17)
  private total = 0
  private zeros = 0
  private notNumbers = 0
  private minimum = Infinity
  private maximum = -Infinity
  private finite = 0
  private mean = 0
  private squares = 0

  add(values: Float64Array<ArrayBuffer>): void {
    const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
    this.total += values.length
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!
      if (value === 0) this.zeros++
      else if (value !== value) {
        this.notNumbers++
        continue
      } else this.counts[halves[2 * k + upperHalf]! >>> 15]!++
      if (value - value !== 0) continue
      if (value < this.minimum) this.minimum = value
      if (value > this.maximum) this.maximum = value
      // Welford: no difference of two large sums.
      const distance = value - this.mean
      this.mean += distance / ++this.finite
      this.squares += distance * (value - this.mean)
    }
  }

  get result(): ValueCounts {
    const parts: number[] = []
    for (let part = 0; part < this.counts.length; part++) if (this.counts[part]! > 0) parts.push(part)
    const { total, zeros, notNumbers, finite } = this
    const none = finite === 0
    return {
      parts: Uint32Array.from(parts),
      counts: Uint32Array.from(parts, (part) => this.counts[part]!),
      total,
      zeros,
      notNumbers,
      minimum: none ? NaN : this.minimum,
      maximum: none ? NaN : this.maximum,
      mean: none ? NaN : this.mean,
      deviation: none ? NaN : Math.sqrt(this.squares / finite),
    }
  }
}

export function countValues(values: Float64Array<ArrayBuffer>): ValueCounts {
  const counter = new ValueCounter()
  counter.add(values)
  return counter.result
}
