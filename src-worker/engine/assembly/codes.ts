/** Numbers for the names of an experiment: the places in the lists of spec/names, which a test compares. */

export const enum Activation {
  linear,
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  elu,
  softplus,
  gelu,
  softmax,
}

export const enum Cost {
  halfMeanSquaredError,
  meanSquaredError,
  meanAbsoluteError,
  huber,
  binaryCrossEntropy,
  categoricalCrossEntropy,
}

export const enum Optimizer {
  sgd,
  rmsprop,
  adam,
  adamw,
}

export const enum Schedule {
  constant,
  step,
  exponential,
  cosine,
  warmUp,
}

/** Where the first number that is not finite was found; 0 is nowhere. As `tensorCodes` of the adapter. */
export const enum Tensor {
  none,
  i,
  o,
  cost,
  dCost_dO,
  dCost_dI,
  dW,
  db,
  W,
  b,
  optimizer,
}
