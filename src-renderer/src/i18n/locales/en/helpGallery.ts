export const messages = {
  title: 'Gallery',
  intro: 'Each experiment opens ready to run. Press Space and watch.',
  size: '{rows} rows · {network}',
  close: 'Close',
  entries: {
    'xor-symmetry': {
      title: 'XOR and symmetry',
      watch:
        'The cost rests on a plateau while the two hidden units answer alike; when they part, it falls at once.',
    },
    'zero-initialization': {
      title: 'Zero initialization',
      watch:
        'Both hidden units stay equal to the last digit, so the cost cannot fall below 1/12, what one unit alone can reach.',
    },
    saturation: {
      title: 'Saturation',
      watch:
        'Large start weights press the hidden units against ±1: their slopes vanish and the cost hardly moves. Xavier weights get far below.',
    },
    'learning-rate-too-large': {
      title: 'Learning rate too large',
      watch:
        'The rate is just above the limit 2/λmax: every update overshoots further. Halve it and the cost falls.',
    },
    'batch-noise': {
      title: 'Batch size and noise',
      watch:
        'With two rows a batch the cost jumps from update to update. Set the batch size to 256 while it runs: the curve turns smooth.',
    },
    momentum: {
      title: 'Momentum',
      watch:
        'After 200 updates the cost is about a fifth of what it is without momentum. Set it to 0, restart, and lay both runs over each other.',
    },
    overfitting: {
      title: 'Overfitting',
      watch: 'The training cost goes on falling while the validation cost turns and more than doubles.',
    },
    'l2-penalty': {
      title: 'L2 penalty against overfitting',
      watch:
        'The same data and start weights with an L2 penalty of 0.01: the validation cost stays far lower at the end.',
    },
    spirals: {
      title: 'Two spirals',
      watch: 'The boundary winds itself between the two arms until nearly every point is on its side.',
    },
    penguins: {
      title: 'Penguins',
      watch: 'Three species from six columns: after a few epochs hardly a held-out bird is mistaken.',
    },
    digits: {
      title: 'Digits',
      watch: 'Pictures of 8 × 8: above 97 % of the held-out digits are read right after 15 epochs.',
    },
    encoder: {
      title: '8-3-8 encoder',
      watch:
        'Eight patterns pass through three hidden units: the network finds a code of its own, close to binary.',
    },
  },
}
