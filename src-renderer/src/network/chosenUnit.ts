import type { InjectionKey, ShallowRef } from 'vue'
import type { UnitId } from './useUnitNames'

/** The unit looked at closely, where several stages look at the same one. */
export const chosenUnitKey: InjectionKey<ShallowRef<UnitId | null>> = Symbol('chosen unit')
