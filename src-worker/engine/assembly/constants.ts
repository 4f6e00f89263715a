/**
 * Constants that vectors are made of, read from memory: one instruction each, where a constant written into the code
 * is put together from two halves again and again (measured: a third of the time of tanh).
 */

/** Places in the table; of a polynomial the number is the power it belongs to. */
export const enum Constant {
  one,
  half,
  leakySlope,
  minusOne,
  rounder,
  expHighest,
  expLowest,
  log2e,
  ln2High,
  ln2Low,
  exp3,
  exp2,
  exp5,
  exp4,
  exp6,
  expm7,
  expm6,
  expm5,
  expm4,
  expm3,
  expm2,
  expmLimit,
  log10,
  log9,
  log8,
  log7,
  log6,
  log5,
  log4,
  log3,
  tanh8,
  tanh6,
  tanh4,
  tanh2,
  tanhBelow8,
  tanhBelow6,
  tanhBelow4,
  tanhBelow2,
  tanhHighest,
  sign,
  sqrtHalf,
  erf13,
  erf11,
  erf9,
  erf7,
  erf5,
  erf3,
  erf1,
  tail8,
  tail7,
  tail6,
  tail5,
  tail4,
  tail3,
  tail2,
  tail1,
  tail0,
  densityAtZero,
}

const numbers = memory.data<f32>([
  1, 0.5, 0.01, -1, 12582912, 89, -104.5, 1.4426950408889634, 0.693145751953125, 1.42860682030941723212e-6,
  0.16666515171527863, 0.4999999403953552, 0.008369418792426586, 0.04166845604777336, 0.0013813142431899905,
  0.00014681856555398554, 0.001342224539257586, 0.008311932906508446, 0.04166163131594658,
  0.16666612029075623, 0.4999999701976776, -0.7, -0.07634435594081879, 0.1276155412197113, -0.131601944565773,
  0.14201761782169342, -0.16623356938362122, 0.20001226663589478, -0.250008225440979, 0.3333333134651184,
  1.3318602221090714e-8, 0.000020583136574714445, 0.0034940135665237904, 0.13379700481891632,
  7.761825600027805e-7, 0.0003283058467786759, 0.025870993733406067, 0.4671301543712616, 9.02, -0,
  0.7071067811865476, 0.00007853951683500782, -0.0008010223391465843, 0.005188331473618746,
  -0.026853814721107483, 0.1128358542919159, -0.3761262595653534, 1.1283791065216064, -0.05916404724121094,
  0.28504544496536255, -0.48818904161453247, 0.27921757102012634, -0.027432270348072052, 0.20303460955619812,
  0.2430141270160675, 0.2823878824710846, 0.28208568692207336, 0.3989422804014327,
])

/** Four times a constant. */
export function get(constant: i32): v128 {
  return v128.load_splat<f32>(numbers + ((<usize>constant) << 2))
}

export const enum Word {
  exponentBias,
  rounderBits,
  rootOfHalf,
  mantissa,
}

const words = memory.data<i32>([127, 0x4b400000, 0x3f3504f3, 0x007fffff])

/** Four times a bit pattern. */
export function getWord(word: i32): v128 {
  return v128.load_splat<i32>(words + ((<usize>word) << 2))
}
