/** Whether two values are the same JSON. Both come from one schema, which gives fields one order. */
export const isSameJson = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
