/**
 * Which tensors of a file belong together, by the names that PyTorch, Keras, scikit-learn, NumPy programs and this lab
 * give them.
 */

export interface NamedTensor {
  name: string
  shape: number[]
  /** As its format names it: `float32`, `int64`. */
  type: string
  /** Row-major. */
  values: ArrayLike<number>
}

/** The tensors of one layer. */
export interface TensorGroup {
  key: string
  weights: NamedTensor | null
  biases: NamedTensor | null
  /** Whether the matrix is called a kernel or coefs, which are Keras' and scikit-learn's words: it lies `[in, out]`. */
  isKernel: boolean
}

type Role = 'weights' | 'biases'

/** `layers.0.weight`, `fc1.bias`, `dense_1/kernel:0`, `W2`, `b_2`, `layer1_weights`, `coefs_0`, `intercepts_0`. */
const namePattern =
  /^(.*?)(?:(?:^|[._/ -])([wb])|(weights?|kernel|bias(?:es)?|coefs?_?|intercepts?_?))[._ -]?(\d*)(?::\d+)?$/i

function readName(name: string): { key: string; role: Role; isKernel: boolean } | null {
  const found = namePattern.exec(name)
  if (found === null) return null
  const [, prefix = '', letter, word, number = ''] = found
  const said = (letter ?? word ?? '').toLowerCase()
  const key = prefix.replace(/[._/ -]+$/, '') + (number === '' ? '' : `.${number}`)
  // One matrix of a linear model is called coef_, and lies [out, in].
  const isKernel = said === 'kernel' || said.startsWith('coefs')
  return { key, role: /^[bi]/.test(said) ? 'biases' : 'weights', isKernel }
}

/**
 * @returns groups in the order of the file, and the tensors that belong to none. Where no name says what a tensor is
 * (`arr_0`, `arr_1`), a matrix begins a layer and the row after it, by number, is its biases.
 */
export function groupTensors(tensors: readonly NamedTensor[]): {
  groups: TensorGroup[]
  others: NamedTensor[]
} {
  return tensors.some(({ name }) => readName(name) !== null) ? groupByName(tensors) : groupBySequence(tensors)
}

function groupByName(tensors: readonly NamedTensor[]) {
  const groups = new Map<string, TensorGroup>()
  const others: NamedTensor[] = []
  for (const tensor of tensors) {
    const read = readName(tensor.name)
    const group = read && (groups.get(read.key) ?? createGroup(read.key))
    if (group === null || group[read!.role] !== null) {
      others.push(tensor)
      continue
    }
    group[read!.role] = tensor
    group.isKernel ||= read!.isKernel
    groups.set(group.key, group)
  }
  return { groups: [...groups.values()], others }
}

function groupBySequence(tensors: readonly NamedTensor[]) {
  const groups: TensorGroup[] = []
  const others: NamedTensor[] = []
  for (const tensor of [...tensors].sort((a, b) => compareNames(a.name, b.name))) {
    const last = groups.at(-1)
    if (tensor.shape.length === 2) groups.push({ ...createGroup(tensor.name), weights: tensor })
    else if (tensor.shape.length === 1 && last?.biases === null) last.biases = tensor
    else others.push(tensor)
  }
  return { groups, others }
}

const createGroup = (key: string): TensorGroup => ({ key, weights: null, biases: null, isKernel: false })

/** Numbers within names by their value: `fc2` before `fc10`, `dense` before `dense_1`. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [splitNumbers(a), splitNumbers(b)]
  for (let k = 0; k < Math.min(left.length, right.length); k++) {
    const [one, other] = [left[k]!, right[k]!]
    const byValue = k % 2 === 1 ? Number(one) - Number(other) : 0
    if (byValue !== 0) return byValue
    if (one !== other) return one < other ? -1 : 1
  }
  return left.length - right.length
}

/** What of a name is no number: `dense` of `dense_1`, `layer` of `layer1.0`. */
export const stripNumbers = (name: string): string => name.toLowerCase().replace(/[._/ -]*\d+/g, '')

/** Text, number, text, …: numbers at odd places. */
const splitNumbers = (name: string): string[] => name.toLowerCase().split(/(\d+)/)
