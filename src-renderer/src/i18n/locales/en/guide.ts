export const messages = {
  title: 'Help',
  gallery: 'Gallery…',
  help: 'Contents…',
  shortcuts: 'Keyboard shortcuts…',
  about: 'About Chainrule…',
}
