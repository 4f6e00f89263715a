export const messages = {
  help: 'Help',
  contents: 'Contents',
  notation: 'Notation',
  tour: 'Show the tour',
  close: 'Close',
  groups: { math: 'Mathematics', files: 'Files', commands: 'Command line', keys: 'Keys' },
  forward: {
    title: 'Forward',
    layer:
      'A batch X has one sample a row. Each layer multiplies its input by its weights, adds its bias to every row and applies its activation, element by element. W has one row for each input and one column for each unit.',
    activations:
      'The activations and their slopes. At a kink the slope is that of the left side; softmax is for the last layer only.',
    precision:
      'What the microscope shows is computed in float64. Runs in float32 go on the fast engine, which gives the same bits on every machine.',
  },
  cost: {
    title: 'Cost',
    what: 'The cost compares the outputs with the targets Y over the m samples of a batch, with n outputs each. m is the true size, also of a short last batch.',
    factor:
      'The factor in front belongs to the cost, and every gradient carries it. Programs differ here: compare it first when your numbers are off by a constant factor.',
    stable:
      'The cross-entropies are computed from what goes into the activation, so that they stay finite where an output rounds to 0 or 1.',
  },
  backward: {
    title: 'Backward',
    rule: 'The chain rule, from the last layer to the first. ⊙ multiplies element by element, × is the product of matrices, s counts samples.',
    example: 'In the example, with two sigmoid layers and half the mean squared error:',
    sums: 'Every sample adds its share to ΔW and Δb. The factor 1/m in the cost makes their sum a mean over the batch.',
    entropy:
      'Where a cross-entropy meets its own activation (sigmoid for the binary one, softmax for the other), cost and slope cancel:',
    update: 'The update goes against the gradient, by the learning rate η:',
  },
  optimizers: {
    title: 'Optimizers',
    what: 'g is the gradient of a parameter w after penalty and clipping, η the learning rate of this update, t counts updates from 1. What an optimizer remembers begins at 0. All operations are element by element.',
    sgd: 'Without momentum β is 0 and v is g. With Nesterov the step looks one β further ahead:',
    adam: 'The divisions by 1 − βᵗ correct that the averages begin at 0. AdamW shrinks every parameter by the share ηλ, biases too, and then makes the step of Adam.',
  },
  penalties: {
    title: 'Penalties and clipping',
    what: 'Penalties act on weights, never on biases. They are kept apart from the cost of the data: two numbers, two curves.',
    clip: 'Clipping shortens the gradient of all parameters together, penalty included, when its norm exceeds c.',
  },
  schedules: {
    title: 'Rate schedules',
    what: 'η₀ is the learning rate that is set, e counts completed epochs, t completed updates; f is the factor, E the epochs and T the updates of the schedule.',
  },
  initialization: {
    title: 'Start values',
    what: 'in and out are the inputs and units of a layer. Weights must differ from unit to unit: equal units receive equal gradients and stay equal.',
    bias: 'Biases begin at a constant, 0 unless set. Weights can also be typed in or read from a file.',
    chance:
      'All chance comes from seeds, with a stream of its own for weights, order, split and generated data: the same seeds give the same run. Each epoch uses every training row exactly once; the last batch may be short.',
  },
  check: {
    title: 'Gradient check',
    what: 'Each gradient can be compared with a central difference: the parameter is moved a little to both sides, and the cost computed anew.',
    passes:
      'Both agree when they differ by at most a millionth of their size, or by the rounding error of the cost.',
    kink: 'A sample nearer than 10 ε to a kink of an activation is left out: the difference would see both sides.',
  },
  curvature: {
    title: 'Curvature and 2/λmax',
    hessian:
      'The Hessian holds the second derivatives of the cost; its eigenvalues λ say how sharply the cost bends.',
    descent:
      'Near a minimum the cost is almost a bowl. Along an eigenvector, plain gradient descent multiplies the distance e from the bottom at every update:',
    limit:
      'It shrinks while the factor lies between −1 and 1. Along the sharpest direction this bounds the learning rate:',
    how: 'Above the limit each update overshoots further, until the cost bends less or the run diverges. The lab multiplies by H exactly without writing it down and finds the largest eigenvalues by the method of Lanczos: all of them up to 200 parameters, the ends of the spectrum beyond. It is measured on the batch in hand, in the microscope under Update.',
  },
  noise: {
    title: 'Noise of the batch gradient',
    what: 'g is the gradient over all training rows, g_B that of a batch drawn from them. The closer the cosine is to 1 and the noise to 0, the better the batch speaks for all rows.',
    scale:
      'Σ is the covariance of the gradients of single rows. At the batch size B the noise is as large as the signal; batches far larger gain little.',
    surface:
      'Compare draws it by batch size, beside the surface of the cost: through the present weights along two of them, along two random directions scaled unit by unit, or along the main components of the way of the run.',
  },
}
