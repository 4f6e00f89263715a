export const messages = {
  menu: '笔记…',
  title: '会话笔记',
  what: '随会话保存，属于其中所有运行。每次运行自己的备注在“比较”中填写。',
  done: '完成',
}
