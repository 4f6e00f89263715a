/** How each tensor of an update is computed: one line of NumPy, and its formula. */
import { outputOf, tensor } from '../notation/tensorIds'
import { listSlotNames } from '../core/optimizers'
import type { TensorId, TensorKind } from '../protocol/microscope'
import { programName, tensorName, type Notation } from '../notation/tensorNames'
import { isFused } from './deriveElement'
import { activationNumpy, costNumpy, fusedNumpy, type NumpyLine } from './numpyElements'
import { type Step } from './step'

/** Null for what is given. */
export function writeLine(step: Step, id: TensorId, notation: Notation): NumpyLine | null {
  const { kind, layer } = id
  const spec = step.shape.layers[layer - 1]
  const { code, text } = createNames(notation)
  const input = outputOf(layer - 1)
  switch (kind) {
    case 'i':
      return {
        code: `${code(input)} @ ${code('weights', layer)}${spec?.bias === true ? ` + ${code('bias', layer)}` : ''}`,
        formula: `${text(input)} ${text('weights', layer)}${spec?.bias === true ? ` + ${text('bias', layer)}` : ''}`,
      }
    case 'o':
      return {
        code: activationNumpy[spec!.activation].output(code('i', layer)).code,
        formula: activationNumpy[spec!.activation].output(text('i', layer)).formula,
      }
    case 'cost':
    case 'batchCost':
      return writeCost(step, kind, notation)
    case 'dO':
    case 'dI':
      return writeDelta(step, kind, layer, notation)
    case 'dW':
      return {
        code: `${code(input)}.T @ ${code('dI', layer)}`,
        formula: `${text(input)}ᵀ × ${text('dI', layer)}`,
      }
    case 'db':
      return {
        code: `${code('dI', layer)}.sum(axis=0, keepdims=True)`,
        formula: `column sums of ${text('dI', layer)}`,
      }
    case 'weightsAfter':
    case 'biasAfter':
      return writeUpdate(step, kind, layer, notation)
    default:
      return null
  }
}

type Naming = (of: TensorId | TensorKind, layer?: number) => string

function createNames(notation: Notation): { code: Naming; text: Naming } {
  const idOf = (of: TensorId | TensorKind, layer = 0): TensorId =>
    typeof of === 'string' ? tensor(of, layer) : of
  return {
    code: (of, layer) => programName(idOf(of, layer), notation),
    text: (of, layer) => tensorName(idOf(of, layer), notation),
  }
}

function writeCost({ shape, settings }: Step, kind: 'cost' | 'batchCost', notation: Notation): NumpyLine {
  const { code, text } = createNames(notation)
  const last = shape.layers.length
  const { terms, divisor, formula } = costNumpy[settings.cost]
  const axis = kind === 'cost' ? 'axis=1, keepdims=True' : ''
  const sums = `${kind === 'cost' ? '' : 'Σₛ'}${shape.outputs > 1 ? 'Σₖ' : ''}`
  return {
    code: `${terms(code('i', last), code('o', last))}.sum(${axis}) / ${divisor}`,
    formula: `${sums === '' ? '' : `${sums} `}${formula(text('o', last))}`,
  }
}

function writeDelta(step: Step, kind: 'dO' | 'dI', layer: number, notation: Notation): NumpyLine {
  const { shape, settings } = step
  const { code, text } = createNames(notation)
  const isLast = layer === shape.layers.length
  if (kind === 'dO' && !isLast) {
    const [delta, weights] = [tensor('dI', layer + 1), tensor('weights', layer + 1)]
    return { code: `${code(delta)} @ ${code(weights)}.T`, formula: `${text(delta)} × ${text(weights)}ᵀ` }
  }
  const pick =
    kind === 'dO' ? costNumpy[settings.cost].derivative : (o: string) => fusedNumpy(o, settings.cost)
  if (kind === 'dO' || isFused(step, layer)) {
    return { code: pick(code('o', layer)).code, formula: pick(text('o', layer)).formula }
  }
  const { backward, backwardFormula } = activationNumpy[shape.layers[layer - 1]!.activation]
  return {
    code: backward(code('dO', layer), code('i', layer), code('o', layer)),
    formula: backwardFormula(text('dO', layer), text('i', layer), text('o', layer)),
  }
}

export const hasPenalty = ({ settings }: Step): boolean => settings.l1 !== 0 || settings.l2 !== 0

/** Names of what the optimizer holds of a tensor. */
export const listSlots = ({ settings }: Step): string[] => listSlotNames(settings.optimizer)

function writeUpdate(
  step: Step,
  kind: 'weightsAfter' | 'biasAfter',
  layer: number,
  notation: Notation,
): NumpyLine {
  const { code, text } = createNames(notation)
  const [before, gradient]: TensorKind[] = kind === 'weightsAfter' ? ['weights', 'dW'] : ['bias', 'db']
  const w = code(before!, layer)
  const g = `${step.settings.clipNorm === null ? '' : 'clip * '}${nameGradient(step, tensor(gradient!, layer), notation)}`
  const slots = listSlots(step)
  const [wText, gText] = [text(before!, layer), text(gradient!, layer)]
  if (slots.length === 0) {
    return {
      code: `${w} - learning_rate * ${g}`,
      formula: step.model.plain ? `${wText} − η ${gText}` : `${wText} − η × gradient`,
    }
  }
  return {
    code: `update(${[w, g, ...slots.map((slot) => `${w}_${slot}`)].join(', ')})`,
    formula: `${step.settings.optimizer.name}(${wText}, gradient)`,
  }
}

/** The gradient that the optimizer gets, before clipping: with the penalty where there is one. */
export const nameGradient = (step: Step, id: TensorId, notation: Notation): string =>
  id.kind === 'dW' && hasPenalty(step) ? `gW${id.layer}` : programName(id, notation)

/** `gW1 = dW1 + l2 * W1` */
export function writePenalized({ settings: { l1, l2 } }: Step, layer: number, notation: Notation): string {
  const { code } = createNames(notation)
  const w = code('weights', layer)
  const absolute = l1 === 0 ? '' : ` + l1 * np.sign(${w})`
  const square = l2 === 0 ? '' : ` + l2 * ${w}`
  return `gW${layer} = ${code('dW', layer)}${absolute}${square}`
}

/** The constants of the update. */
export function writeConstants(
  { model, settings, optimizer: { step } }: Step,
  number: (value: number) => string,
) {
  const { optimizer, l1, l2, clipNorm } = settings
  const lines = [`learning_rate = ${number(model.learningRate)}`]
  if (optimizer.name === 'sgd') {
    if (optimizer.momentum > 0) lines.push(`momentum = ${number(optimizer.momentum)}`)
  } else if (optimizer.name === 'rmsprop') {
    lines.push(`rho = ${number(optimizer.rho)}`, `epsilon = ${number(optimizer.epsilon)}`)
  } else {
    const { beta1, beta2, epsilon } = optimizer
    lines.push(`beta1 = ${number(beta1)}`, `beta2 = ${number(beta2)}`, `epsilon = ${number(epsilon)}`)
    lines.push(`t = ${step + 1}  # updates of the optimizer, this one counted`)
  }
  if (optimizer.name === 'adamw') lines.push(`weight_decay = ${number(optimizer.weightDecay)}`)
  if (l1 !== 0) lines.push(`l1 = ${number(l1)}`)
  if (l2 !== 0) lines.push(`l2 = ${number(l2)}`)
  if (clipNorm !== null) lines.push(`clip_norm = ${number(clipNorm)}`)
  return lines
}

/** `update`, for an optimizer that remembers; null for one that does not. */
export function defineUpdate({ settings: { optimizer } }: Step): string | null {
  switch (optimizer.name) {
    case 'sgd':
      return optimizer.momentum === 0
        ? null
        : `def update(w, g, v):
    v = momentum * v + g
    return w - learning_rate * ${optimizer.nesterov ? '(g + momentum * v)' : 'v'}`
    case 'rmsprop':
      return `def update(w, g, square):
    square = rho * square + (1 - rho) * g * g
    return w - learning_rate * g / (np.sqrt(square) + epsilon)`
    default:
      return `def update(w, g, mean, square):${
        optimizer.name === 'adamw' ? '\n    w = w * (1 - learning_rate * weight_decay)' : ''
      }
    mean = beta1 * mean + (1 - beta1) * g
    square = beta2 * square + (1 - beta2) * g * g
    mean_corrected = mean / (1 - beta1**t)
    square_corrected = np.sqrt(square) / math.sqrt(1 - beta2**t)
    return w - learning_rate * mean_corrected / (square_corrected + epsilon)`
  }
}
