export const messages = {
  task: 'Task',
  locked: 'locked',
  why: 'The exercise keeps these settings as they are.',
  exports: 'The exercise keeps its exports closed.',
  data: 'The exercise keeps its data as it is.',
}
