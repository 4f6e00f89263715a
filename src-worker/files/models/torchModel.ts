/** model.py of the PyTorch archive: the network as a module, line by line as it is drawn in the lab. */
import type { ActivationName } from '../../spec/names'
import type { Model, ModelLayer } from './model'
import { listActivations, snakeNames } from './programText'

/** @returns the text of model.py, which holds no name of the data: those stand in run.json. */
export const writeTorchModel = (model: Model): string =>
  [
    `"""The network of a run of Chainrule ${model.appVersion} as a PyTorch module.`,
    '',
    '    from model import load',
    '    network = load()',
    '    outputs = network(x)        # x [m, inputs] in the units of the data, best in float64',
    '',
    'weights.npz lies [in, out], as in the lab; nn.Linear keeps [out, in], so that matrices are turned on the way.',
    '"""',
    'import json',
    'import os',
    '',
    'import numpy as np',
    'import torch',
    'import torch.nn.functional as F',
    'from torch import nn',
    '',
    'HERE = os.path.dirname(os.path.abspath(__file__))',
    `DTYPE = torch.${model.precision}`,
    ...listActivations(model.layers).flatMap((name) => ['', '', ...functions[name]]),
    '',
    '',
    ...writeModule(model),
    ...loading,
  ].join('\n')

const writeModule = ({ layers, scaler }: Model): string[] => [
  'class Network(nn.Module):',
  '    def __init__(self):',
  '        super().__init__()',
  ...layers.map(
    ({ inputs, units, biases }, l) =>
      `        self.layer${l + 1} = nn.Linear(${inputs}, ${units}, bias=${biases === null ? 'False' : 'True'}, dtype=DTYPE)`,
  ),
  ...(scaler === null
    ? []
    : ['offset', 'divisor'].map(
        (name) =>
          `        self.register_buffer("${name}", torch.zeros(${layers[0]!.inputs}, dtype=torch.float64))`,
      )),
  '',
  '    def forward(self, x):',
  '        """Outputs of inputs in the units of the data."""',
  '        return self.activate(self.preactivate(self.scale(x)))',
  '',
  '    def scale(self, x):',
  scaler === null
    ? '        return x.to(DTYPE)'
    : '        return ((x.double() - self.offset) / self.divisor).to(DTYPE)',
  '',
  '    def preactivate(self, o):',
  '        """The preactivations of the last layer, of scaled inputs: costs are computed from them."""',
  ...layers
    .slice(0, -1)
    .map(({ activation }, l) => `        o = ${snakeNames[activation]}(self.layer${l + 1}(o))`),
  `        return self.layer${layers.length}(o)`,
  '',
  '    def activate(self, i):',
  `        return ${snakeNames[layers.at(-1)!.activation]}(i)`,
]

const loading = [
  '',
  '',
  'def load(folder=HERE):',
  '    """The network with the weights of a folder."""',
  '    network = Network()',
  '    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:',
  '        scaler = json.load(file)["scaler"]',
  '    with np.load(os.path.join(folder, "weights.npz")) as arrays, torch.no_grad():',
  '        for l, layer in enumerate(list_layers(network)):',
  '            layer.weight.copy_(torch.from_numpy(arrays[f"layers.{l}.weight"].T.copy()))',
  '            if layer.bias is not None:',
  '                layer.bias.copy_(torch.from_numpy(arrays[f"layers.{l}.bias"]))',
  '        if scaler is not None:',
  '            network.offset.copy_(torch.tensor(scaler["offset"], dtype=torch.float64))',
  '            network.divisor.copy_(torch.tensor(scaler["divisor"], dtype=torch.float64))',
  '    return network',
  '',
  '',
  'def list_layers(network):',
  '    """The layers in their order."""',
  '    return [layer for layer in network.children() if isinstance(layer, nn.Linear)]',
  '',
]

const define = (name: ActivationName, value: string): string[] => [
  `def ${snakeNames[name]}(i):`,
  `    return ${value}`,
]

const functions: Record<ActivationName, string[]> = {
  linear: define('linear', 'i'),
  sigmoid: define('sigmoid', 'torch.sigmoid(i)'),
  tanh: define('tanh', 'torch.tanh(i)'),
  relu: define('relu', 'torch.relu(i)'),
  leakyRelu: define('leakyRelu', 'F.leaky_relu(i, 0.01)'),
  elu: define('elu', 'F.elu(i)'),
  // F.softplus is a straight line above 20.
  softplus: define('softplus', 'torch.logaddexp(i, torch.zeros_like(i))'),
  gelu: define('gelu', 'F.gelu(i)'),
  softmax: define('softmax', 'torch.softmax(i, dim=1)'),
}

interface TorchLayer extends Pick<ModelLayer, 'inputs' | 'units' | 'activation'> {
  bias: boolean
}

/** Reads the layers back out of model.py. */
export function readTorchLayers(text: string): TorchLayer[] {
  const sizes = Array.from(
    text.matchAll(/^ {8}self\.layer\d+ = nn\.Linear\((\d+), (\d+), bias=(True|False), /gm),
  )
  const hidden = Array.from(text.matchAll(/^ {8}o = (\w+)\(self\.layer\d+\(o\)\)$/gm), ([, name]) => name)
  const last = /def activate\(self, i\):\n {8}return (\w+)\(i\)/.exec(text)?.[1]
  const applied = [...hidden, last]
  const names = Object.keys(snakeNames) as ActivationName[]
  return sizes.flatMap(([, inputs, units, bias], l) => {
    const activation = names.find((name) => snakeNames[name] === applied[l])
    return activation === undefined
      ? []
      : [{ inputs: Number(inputs), units: Number(units), bias: bias === 'True', activation }]
  })
}
