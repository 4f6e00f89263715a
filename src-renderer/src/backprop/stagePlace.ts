/** Where the stage stands when it does not have the window to itself. */
import type { InjectionKey } from 'vue'

export interface StagePlace {
  /** Selector of the element that its side panel goes to. */
  sidePanel: string
  /** There is little room, whatever the window is. */
  narrow: boolean
  /** Whether a key that nobody has taken is meant for this stage. */
  ownsKeys(): boolean
}

export const wholeWindow: StagePlace = { sidePanel: '#side-panel', narrow: false, ownsKeys: () => true }

/** `wholeWindow` where nobody says. */
export const stagePlaceKey: InjectionKey<StagePlace> = Symbol('stage place')
