export const messages = {
  description: '{title}：{values}',
  showTable: '以表格显示{title}',
  showCurve: '以曲线显示{title}',
}
