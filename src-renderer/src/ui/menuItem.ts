export interface MenuItem {
  id: string
  label: string
  /** Language of the label where it is another one than the window's. */
  lang?: string | undefined
  /** Right of the label: a shortcut or a short remark. */
  hint?: string
  disabled?: boolean
  /** Set for a choice among several. */
  checked?: boolean
  /** Not a command: a title over those that follow. */
  heading?: boolean
}
