export const messages = {
  language: 'Language: {name}',
  languages: { en: 'English', 'zh-CN': '简体中文', system: 'As the system' },
  theme: 'Theme: {name}',
  themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
}
