/** Which recovery copies belong to windows that are still open: each holds a lock of its slot's name while it lives. */

const prefix = 'chainrule-autosave-'

/** The browser gives it back when the window ends, however it ends. */
export function holdSlot(slot: string): void {
  void navigator.locks?.request(prefix + slot, () => new Promise<never>(() => undefined))
}

/** Slots of windows that live; none where the browser has no locks. */
export async function findLiveSlots(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])))
}
