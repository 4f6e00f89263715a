/** Numbers as text that reads back to the same bits. */

/** The shortest decimal that does; the sign of −0 is kept; NaN, Infinity, -Infinity by name. */
export const formatNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const numberForm = /^-?(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$|^NaN$/

/** @returns the number, or null when the text is none in the form of `formatNumber`. */
export const parseNumber = (text: string): number | null => (numberForm.test(text) ? Number(text) : null)
