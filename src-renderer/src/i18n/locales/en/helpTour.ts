export const messages = {
  count: '{step} of {steps}',
  skip: 'Skip',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  steps: {
    data: {
      title: 'Data',
      text: 'The example is open: the four rows of XOR. Under Data you type your own rows, choose a generator or a bundled set, or drop a file.',
    },
    network: {
      title: 'Network',
      text: 'Links show the weights, tiles what each unit answers. Layers, batch size and learning rate are in the rail on the left.',
    },
    run: {
      title: 'Run',
      text: 'Space runs and pauses, a point makes one update, a comma takes one back. Drag the timeline to see any moment of the run again.',
    },
    backprop: {
      title: 'Backprop',
      text: 'Every matrix of one update, forward and backward. Choose a cell to see its formula, the numbers put in, and where it goes next.',
    },
    compare: {
      title: 'Compare',
      text: 'Every run is kept. Here they lie one over the other, side by side on one slider, or in a sweep over settings and seeds.',
    },
  },
}
