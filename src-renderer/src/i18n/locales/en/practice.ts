export const messages = {
  blank: 'blank',
  findFault: 'Find the bug',
  findFaultHow:
    'A mistake that people make is planted into the backward pass. Use the check, follow the cells, and say what it is.',
  plantSecret: 'Plant a secret mistake',
  chooseFault: 'Choose a mistake…',
  faultLabel: 'Mistake',
  faultInLayer: '{fault}, layer {layer}',
  plant: 'Plant it',
  answer: 'Answer',
  faultVerdict: {
    right: 'Right.',
    wrongLayer: 'The right mistake in the wrong layer: where do the terms first miss their value?',
    wrong:
      'Not this one. The check shows which tensors differ; the first of them on the way back is where it happens.',
  },
  hiddenFault: 'A mistake is planted in the backward pass. Find it.',
  shownFault:
    'Planted: {fault}, layer {layer}. These gradients are wrong on purpose; training is not touched.',
  removeFault: 'Remove',
  predict: 'Predict a cell',
  predictHow: 'Cells are left blank until you have computed them. Choose a blank cell and type its number.',
  matrix: 'Matrix',
  amount: 'How many',
  some: '3 cells',
  allShown: 'all shown',
  toleranceLabel: 'Tolerance',
  tolerance: '± {percent} %',
  blankOut: 'Blank out',
  clear: 'Show all',
  score: '{right} right of {total}',
  yourValue: 'Your value',
  mark: 'Mark',
  reveal: 'Reveal',
  right: 'Right.',
  unreadable: 'A number is expected, as 0.0025 or −2.5e-3.',
  hints: {
    none: 'Not yet. The formula says what to multiply and what to add up.',
    sign: 'The size is right, the sign is not.',
    lostMean: 'It is m times too large: the mean over the batch is missing.',
    doubleMean: 'It is m times too small: the mean over the batch was taken twice.',
    missingDerivative: 'This is the gradient of the output: the slope of the activation is still missing.',
    oneSample: 'This is one term of the sum: add up all of them.',
    scale: 'The digits are right, the power of ten is not. Gradients in the lanes are shown scaled.',
    zero: 'It is not zero.',
  },
  faults: {
    missingDerivative: {
      name: 'derivative missing',
      why: 'The factor f′ of the activation was left out: ∂cost/∂ of the layer’s input is that of its output.',
    },
    transposedWeights: {
      name: 'W transposed',
      why: 'The weights were read as [out][in]: the gradient of the layer before is mixed from the wrong weights.',
    },
    lostBatchMean: {
      name: '1/m lost',
      why: 'The gradient of the cost was not divided by the number of samples: every gradient is m times too large.',
    },
    flippedSign: {
      name: 'sign flipped',
      why: 'Y − o was taken for o − Y: from here on every gradient points the wrong way, and the cost rises.',
    },
    biasNotSummed: {
      name: 'bias not summed',
      why: 'Δb is the gradient of the first sample alone; the bias reaches every sample, so its gradient is the sum.',
    },
    staleActivation: {
      name: 'stale activation',
      why: 'ΔW took each sample’s input from the sample before: a buffer was written one step too late.',
    },
  },
} as const
