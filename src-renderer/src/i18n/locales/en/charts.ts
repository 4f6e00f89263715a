export const messages = {
  description: '{title}: {values}',
  showTable: '{title} as a table',
  showCurve: '{title} as a curve',
}
