export const messages = {
  task: 'Task',
  locked: 'locked',
  why: 'The exercise keeps these settings as they are.',
  waits: 'cells are blank',
  data: 'The exercise keeps its data as it is.',
}
