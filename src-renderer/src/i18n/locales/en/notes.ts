export const messages = {
  menu: 'Notes…',
  title: 'Notes of the session',
  what: 'Saved with the session, for all of its runs. Each run has a note of its own in Compare.',
  done: 'Done',
}
