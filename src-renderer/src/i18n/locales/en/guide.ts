export const messages = {
  title: 'Help',
  gallery: 'Gallery…',
  help: 'Contents…',
  commands: 'Commands…',
  preferences: 'Preferences…',
  shortcuts: 'Keyboard shortcuts…',
  about: 'About Chainrule…',
}
