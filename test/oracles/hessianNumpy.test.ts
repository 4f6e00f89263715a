/**
 * Eigenvalues of the whole Hessian by NumPy, without the lab: a gradient written out once more in NumPy, differentiated by
 * the complex step, Im f′(θ + ih)/h, which subtracts nothing and is exact to rounding.
 */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { HessianProduct } from '../../src-worker/core/hessian'
import { findSpectrum } from '../../src-worker/core/lanczos'
import {
  createExample,
  createNetwork,
  initialize,
  runForward,
  type SampleNetwork,
} from '../worker/core/sampleNetworks'

function hasNumpy(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const python = ['python3', '/usr/bin/python3'].find(hasNumpy) ?? null

const program = `
import json, sys
import numpy as np

case = json.load(sys.stdin)
X, Y = np.array(case["x"]), np.array(case["y"])
layers, cost, l2 = case["layers"], case["cost"], case["l2"]
m, n = Y.shape

def sigmoid(i): return 1 / (1 + np.exp(-i))
def softmax(i):
    e = np.exp(i - i.real.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
ACTIVATIONS = {
    "linear": (lambda i: i, lambda i: np.ones_like(i)),
    "sigmoid": (sigmoid, lambda i: sigmoid(i) * (1 - sigmoid(i))),
    "tanh": (np.tanh, lambda i: 1 - np.tanh(i) ** 2),
    "softplus": (lambda i: np.log(1 + np.exp(i)), sigmoid),
    "relu": (lambda i: np.where(i.real > 0, i, 0), lambda i: np.where(i.real > 0, 1, 0) + 0j),
}

def split(theta):
    at, parts = 0, []
    for inputs, units, bias in case["sizes"]:
        W = theta[at:at + inputs * units].reshape(inputs, units)
        at += inputs * units
        b = theta[at:at + units] if bias else np.zeros(units)
        at += units if bias else 0
        parts.append((W, b, bias))
    assert at == len(theta)
    return parts

def gradient(theta):
    parts = split(theta)
    outs, pres = [X + 0j], []
    for (W, b, _), name in zip(parts, layers):
        pres.append(outs[-1] @ W + b)
        outs.append(softmax(pres[-1]) if name == "softmax" else ACTIVATIONS[name][0](pres[-1]))
    if cost in ("binaryCrossEntropy", "categoricalCrossEntropy"):
        delta = (outs[-1] - Y) / m
    else:
        scale = {"halfMeanSquaredError": 1 / m, "meanSquaredError": 2 / (m * n)}[cost]
        delta = scale * (outs[-1] - Y) * ACTIVATIONS[layers[-1]][1](pres[-1])
    pieces = []
    for l in reversed(range(len(layers))):
        W, b, bias = parts[l]
        dW = outs[l].T @ delta + l2 * W
        pieces = [dW.ravel()] + ([delta.sum(axis=0)] if bias else []) + pieces
        if l > 0:
            delta = (delta @ W.T) * ACTIVATIONS[layers[l - 1]][1](pres[l - 1])
    return np.concatenate(pieces)

theta, h = np.array(case["theta"]), 1e-30
size = len(theta)
H = np.empty((size, size))
for k in range(size):
    at = theta + 0j
    at[k] += 1j * h
    H[:, k] = gradient(at).imag / h
assert np.abs(H - H.T).max() <= 1e-13 * max(1, np.abs(H).max())
print(json.dumps({"gradient": gradient(theta + 0j).real.tolist(), "eigenvalues": np.linalg.eigvalsh(H)[::-1].tolist()}))
`

const toRows = (values: Float64Array, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, row) => [
    ...values.subarray(row * columns, (row + 1) * columns),
  ])

function askNumpy({ shape, data, experiment }: SampleNetwork, arena: Float64Array) {
  const { cost, l2 } = experiment.training
  const input = JSON.stringify({
    x: toRows(data.x as Float64Array, shape.inputs),
    y: toRows(data.y, shape.outputs),
    theta: [...arena],
    layers: shape.layers.map(({ activation }) => activation),
    sizes: shape.layers.map(({ inputs, units, bias }) => [inputs, units, bias]),
    cost,
    l2,
  })
  const out = execFileSync(python!, ['-c', program], { input, encoding: 'utf8' })
  return JSON.parse(out) as { gradient: number[]; eigenvalues: number[] }
}

function computeSpectrum(network: SampleNetwork): {
  arena: Float64Array
  gradient: number[]
  eigenvalues: number[]
} {
  const { arena, parameters } = initialize(network)
  const { training } = network.experiment
  const workspace = runForward(network, parameters)
  const hessian = new HessianProduct(workspace, parameters, training)
  const { eigenvalues } = findSpectrum(
    (out, vector) => hessian.multiplyInto(out, vector),
    arena.length,
    arena.length,
  )
  return { arena, gradient: [...workspace.gradients], eigenvalues }
}

function expectAgreement(network: SampleNetwork, count: number): void {
  const { arena, gradient, eigenvalues } = computeSpectrum(network)
  const numpy = askNumpy(network, arena)
  expect([arena.length, eigenvalues.length, numpy.eigenvalues.length]).toEqual([count, count, count])
  if (network.experiment.training.l2 === 0)
    numpy.gradient.forEach((value, p) => expect(Math.abs(gradient[p]! - value)).toBeLessThan(1e-14))
  numpy.eigenvalues.forEach((value, k) => expect(Math.abs(eigenvalues[k]! - value)).toBeLessThan(1e-8))
}

describe.skipIf(python === null)('NumPy (skipped where no python3 with numpy is found)', () => {
  it('finds the 13 eigenvalues of the 2-3-1 example, to 1e-8', () => expectAgreement(createExample(), 13))

  it.each([
    [1, 'halfMeanSquaredError', 'tanh', 'sigmoid', 0],
    [2, 'meanSquaredError', 'softplus', 'linear', 0.05],
    [3, 'binaryCrossEntropy', 'sigmoid', 'sigmoid', 0],
    [4, 'categoricalCrossEntropy', 'tanh', 'softmax', 0.01],
    [5, 'categoricalCrossEntropy', 'relu', 'softmax', 0],
    [6, 'meanSquaredError', 'relu', 'tanh', 0],
  ] as const)(
    'finds all eigenvalues of drawn 3-4-3-2 network %i to 1e-8: %s, %s, %s, l2 %d',
    (seed, cost, hidden, output, l2) =>
      expectAgreement(
        createNetwork({
          inputs: 3,
          layers: [
            { units: 4, activation: hidden },
            { units: 3, activation: 'tanh', bias: false },
            { units: 2, activation: output, bias: true },
          ],
          cost,
          m: 6,
          seed,
          training: { l2 },
        }),
        36,
      ),
  )
})
