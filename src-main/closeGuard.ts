/**
 * Save / Don't save / Cancel on every way out, as a pure state machine: `(state, event) → state and one effect`.
 * The window's `close` is prevented unless the phase is `leaving`.
 */
/** `askingGone`: the page that the question is about went; the one after it does not have what was to be saved. */
export type ClosePhase = 'open' | 'asking' | 'askingGone' | 'saving' | 'leaving'

export interface CloseState {
  phase: ClosePhase
  unsaved: boolean
  /** The page listens for a request to save. */
  reachable: boolean
}

export type CloseEvent =
  | { kind: 'titleState'; unsaved: boolean }
  | { kind: 'pageGone' }
  | { kind: 'pageReady' }
  | { kind: 'closeWanted' }
  | { kind: 'chosen'; choice: 'save' | 'discard' | 'cancel' }
  | { kind: 'answered'; answer: 'saved' | 'stay' }

export type CloseEffect = 'none' | 'ask' | 'requestSave' | 'leave' | 'stay'

export const initialCloseState: CloseState = { phase: 'open', unsaved: false, reachable: false }

export interface CloseStep {
  state: CloseState
  effect: CloseEffect
}

export function stepClose(state: CloseState, event: CloseEvent): CloseStep {
  switch (event.kind) {
    case 'titleState':
      return { state: { ...state, unsaved: event.unsaved }, effect: 'none' }
    case 'pageReady':
      return { state: { ...state, reachable: true }, effect: 'none' }
    case 'pageGone':
      return loseThePage(state)
    case 'closeWanted':
      return wantClose(state)
    case 'chosen':
      return state.phase === 'asking' || state.phase === 'askingGone'
        ? choose(state, event.choice)
        : { state, effect: 'none' }
    case 'answered':
      if (state.phase !== 'saving') return { state, effect: 'none' }
      return event.answer === 'saved' ? leave(state) : stay(state)
  }
}

/** A question that is open is still answered; a save that was asked for never comes. */
function loseThePage(state: CloseState): CloseStep {
  const after = { saving: 'open', asking: 'askingGone' } as const
  const phase = state.phase === 'saving' || state.phase === 'asking' ? after[state.phase] : state.phase
  return {
    state: { phase, unsaved: false, reachable: false },
    effect: state.phase === 'saving' ? 'stay' : 'none',
  }
}

function wantClose(state: CloseState): CloseStep {
  if (['leaving', 'asking', 'askingGone'].includes(state.phase)) return { state, effect: 'none' }
  if (!state.unsaved) return leave(state)
  // A second wish while saving asks again: the page may have hung.
  return { state: { ...state, phase: 'asking' }, effect: 'ask' }
}

function choose(state: CloseState, choice: 'save' | 'discard' | 'cancel'): CloseStep {
  if (choice === 'discard') return leave(state)
  if (choice === 'cancel' || state.phase === 'askingGone' || !state.reachable) return stay(state)
  return { state: { ...state, phase: 'saving' }, effect: 'requestSave' }
}

const leave = (state: CloseState): CloseStep => ({ state: { ...state, phase: 'leaving' }, effect: 'leave' })
const stay = (state: CloseState): CloseStep => ({ state: { ...state, phase: 'open' }, effect: 'stay' })
