export const messages = {
  task: '任务',
  locked: '已锁定',
  why: '本练习规定这些设置不变。',
  waits: '有留空的单元格',
  data: '本练习规定数据不变。',
}
