/** The elementary functions by number, for the test that measures their error. */
import * as functions from './functions'

export function applyFunction(code: i32, at: usize, length: i32): void {
  const end = at + ((<usize>length) << 2)
  for (; at < end; at += 16) v128.store(at, applyTo(code, v128.load(at)))
}

function applyTo(code: i32, x: v128): v128 {
  switch (code) {
    case 0:
      return functions.exp(x)
    case 1:
      return functions.expMinusOne(x)
    case 2:
      return functions.log(x)
    case 3:
      return functions.logOnePlus(x)
    case 4:
      return functions.sigmoid(x)
    case 5:
      return functions.softplus(x)
    case 6:
      return functions.tanh(x)
    case 7:
      return functions.normalDistribution(x)
    default:
      return functions.normalDensity(x)
  }
}
