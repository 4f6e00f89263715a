/**
 * Keeps the settings of the window and its storage the same, also while another window of the lab changes them.
 * A window writes what it changed itself over what is stored, and takes over the rest: the last change of each setting
 * holds in all of them, and none answers a change with another one.
 */
import { watch, type Ref } from 'vue'
import { readStoredSettings, settingsKey, writeStoredSettings, type StoredSettings } from './storedSettings'

type Stored = Required<StoredSettings>
type SettingName = keyof Stored
export type SettingRefs = { readonly [Name in SettingName]: Ref<Stored[Name]> }

/** For as long as the window lives. */
export function syncStored(refs: SettingRefs): void {
  const names = Object.keys(refs) as SettingName[]
  const take = (): Stored =>
    Object.fromEntries(names.map((name) => [name, refs[name].value])) as unknown as Stored
  /** What storage and refs last agreed on. */
  let agreed = take()

  function adopt(stored: StoredSettings): void {
    putSettings(refs, stored)
    agreed = take()
  }

  watch(take, (now) => {
    const changed = names.filter((name) => now[name] !== agreed[name])
    if (changed.length === 0) return
    const own = Object.fromEntries(changed.map((name) => [name, now[name]]))
    const stored: StoredSettings = { ...readStoredSettings(), ...own }
    writeStoredSettings(stored)
    adopt(stored)
  })
  if (typeof window === 'undefined') return
  // Read anew: of several changes on their way only the last one is still true. No key: all of it was cleared.
  window.addEventListener('storage', ({ key }) => key === settingsKey && adopt(readStoredSettings()))
}

/** Sets what is there. */
export function putSettings(refs: SettingRefs, values: StoredSettings): void {
  for (const name of Object.keys(values) as SettingName[]) put(refs, name, values[name])
}

function put<Name extends SettingName>(refs: SettingRefs, name: Name, value: Stored[Name] | undefined): void {
  if (value !== undefined) (refs[name] as Ref<Stored[Name]>).value = value
}
