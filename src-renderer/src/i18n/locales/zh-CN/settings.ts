export const messages = {
  language: '语言：{name}',
  languages: { en: 'English', 'zh-CN': '简体中文', system: '跟随系统' },
  theme: '主题：{name}',
  themes: { light: '浅色', dark: '深色', system: '跟随系统' },
}
