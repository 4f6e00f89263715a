/** What the command list shows: whatever can be done in the window, made from the parts that do it. */
import type { ShortcutName, WindowCommand } from '../shortcuts'

export const commandGroups = [
  ...(['training', 'stages', 'sections', 'files', 'recent', 'changes', 'exports', 'gallery'] as const),
  ...(['runs', 'bookmarks', 'view', 'preferences', 'help'] as const),
] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Why a command does nothing now; the words are `helpList.reasons`. */
export type Reason =
  'noRun' | 'diverged' | 'running' | 'atStart' | 'newest' | 'staged' | 'locked' | 'hidden' | 'nothing'

/** A text in one language. */
export type Say = (key: string, values?: Record<string, unknown>) => string

export interface Command {
  /** Its own among all. */
  id: string
  group: CommandGroup
  /** Also asked for in English, so that English words find it in every language. */
  title: (t: Say) => string
  /** Its row in the table of shortcuts. */
  shortcut?: ShortcutName
  /** Null or absent when it can be done now. */
  reason?: () => Reason | null
  /** Set for a choice among several. */
  checked?: () => boolean
  run: () => void
}

/** Where each action of the window stands in the list, but for the list itself. */
export const groupOfAction: Record<Exclude<WindowCommand, 'commands'>, CommandGroup> = {
  runOrPause: 'training',
  step: 'training',
  back: 'training',
  stepOther: 'training',
  backOther: 'training',
  newest: 'training',
  branch: 'training',
  restart: 'training',
  showData: 'stages',
  showNetwork: 'stages',
  showBackprop: 'stages',
  showWeights: 'stages',
  showCompare: 'stages',
  new: 'files',
  open: 'files',
  openData: 'files',
  save: 'files',
  saveAs: 'files',
  export: 'files',
  undo: 'changes',
  redo: 'changes',
  toggleRail: 'view',
  togglePanel: 'view',
  preferences: 'preferences',
  gallery: 'gallery',
  help: 'help',
  shortcuts: 'help',
  about: 'help',
  copyDiagnostics: 'help',
}
