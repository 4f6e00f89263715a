/** The combination whose element an event happened in; null for none. */
export function readCell({ target }: Event): number | null {
  const cell = (target as Element).closest<HTMLElement>('[data-cell]')?.dataset['cell']
  return cell === undefined ? null : Number(cell)
}
