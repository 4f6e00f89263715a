export const messages = {
  title: '帮助',
  gallery: '实验库…',
  help: '目录…',
  commands: '命令…',
  preferences: '偏好设置…',
  shortcuts: '键盘快捷键…',
  about: '关于 Chainrule…',
}
