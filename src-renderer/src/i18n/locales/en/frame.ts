export const messages = {
  stages: 'Stages',
  data: 'Data',
  network: 'Network',
  backprop: 'Backprop',
  weights: 'Weights',
  compare: 'Compare',
  experiment: 'Experiment',
  sections: 'Sections of the experiment',
  sidePanel: 'Side panel',
  panelShows: 'The side panel shows',
  cell: 'Microscope',
  charts: 'Charts',
}
