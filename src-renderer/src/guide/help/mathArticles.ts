/** The mathematics: what the lab computes, in the notation it shows. */
import { formula, text, type Article, type Letters } from './article'
import {
  activationFormulas,
  costFormulas,
  initializationFormulas,
  nameRows,
  nesterovFormula,
  optimizerFormulas,
  scheduleFormulas,
} from './formulas'
import type { topicGroups } from './topics'

const cost = '\\mathrm{cost}'
const slope = (letter: string, index: string): string =>
  `\\frac{\\partial ${cost}}{\\partial ${letter}_{${index}}}`

const forwardLayer = ({ i, o }: Letters): string =>
  `${i}_l = ${o}_{l-1} W_l + b_l, \\qquad ${o}_l = f_l(${i}_l), \\qquad ${o}_0 = X`
const backwardLayer = ({ i, o }: Letters): string =>
  [
    '\\begin{aligned}',
    `${slope(i, 'l')} &= ${slope(o, 'l')} \\odot f_l'(${i}_l) \\\\`,
    `\\Delta W_l &= ${o}_{l-1}^{\\mathsf T} \\times ${slope(i, 'l')} \\\\`,
    `\\Delta b_l &= \\textstyle\\sum_s ${slope(i, 'l')}[s] \\\\`,
    `${slope(o, 'l-1')} &= ${slope(i, 'l')} \\times W_l^{\\mathsf T}`,
    '\\end{aligned}',
  ].join(' ')
const backwardExample = ({ i, o }: Letters): string =>
  [
    '\\begin{aligned}',
    `${slope(o, '2')} &= \\frac{${o}_2 - Y}{m}, & ${slope(i, '2')} &= ${slope(o, '2')} \\odot ${o}_2 \\odot (1 - ${o}_2) \\\\`,
    `${slope(o, '1')} &= ${slope(i, '2')} \\times W_2^{\\mathsf T}, & ${slope(i, '1')} &= ${slope(o, '1')} \\odot ${o}_1 \\odot (1 - ${o}_1)`,
    '\\end{aligned}',
  ].join(' ')
const entropySlope = ({ i, o }: Letters): string => `${slope(i, 'L')} = \\frac{${o}_L - Y}{m}`

export const mathArticles: Record<(typeof topicGroups)['math'][number], Article> = {
  forward: {
    title: 'helpMath.forward.title',
    inNotation: true,
    blocks: [
      text('helpMath.forward.layer'),
      formula(forwardLayer),
      text('helpMath.forward.activations'),
      { kind: 'formulas', rows: nameRows('activations', activationFormulas) },
      text('helpMath.forward.precision'),
    ],
  },
  cost: {
    title: 'helpMath.cost.title',
    inNotation: true,
    blocks: [
      text('helpMath.cost.what'),
      { kind: 'formulas', rows: nameRows('costs', costFormulas) },
      text('helpMath.cost.factor'),
      text('helpMath.cost.stable'),
    ],
  },
  backward: {
    title: 'helpMath.backward.title',
    inNotation: true,
    blocks: [
      text('helpMath.backward.rule'),
      formula(backwardLayer),
      text('helpMath.backward.example'),
      formula(backwardExample),
      text('helpMath.backward.sums'),
      text('helpMath.backward.entropy'),
      formula(entropySlope),
      text('helpMath.backward.update'),
      formula(
        'W_l \\leftarrow W_l - \\eta\\, \\Delta W_l, \\qquad b_l \\leftarrow b_l - \\eta\\, \\Delta b_l',
      ),
    ],
  },
  optimizers: {
    title: 'helpMath.optimizers.title',
    blocks: [
      text('helpMath.optimizers.what'),
      { kind: 'formulas', rows: nameRows('optimizers', optimizerFormulas) },
      text('helpMath.optimizers.sgd'),
      formula(nesterovFormula),
      text('helpMath.optimizers.adam'),
    ],
  },
  penalties: {
    title: 'helpMath.penalties.title',
    blocks: [
      text('helpMath.penalties.what'),
      formula('\\mathrm{penalty} = \\ell_1 \\sum |w| + \\frac{\\ell_2}{2} \\sum w^2'),
      formula('\\Delta W \\leftarrow \\Delta W + \\ell_1 \\operatorname{sign} W + \\ell_2 W'),
      text('helpMath.penalties.clip'),
      formula('g \\leftarrow g\\, \\min\\left( 1,\\ \\frac{c}{\\lVert g \\rVert} \\right)'),
    ],
  },
  schedules: {
    title: 'helpMath.schedules.title',
    blocks: [
      text('helpMath.schedules.what'),
      { kind: 'formulas', rows: nameRows('schedules', scheduleFormulas) },
    ],
  },
  initialization: {
    title: 'helpMath.initialization.title',
    blocks: [
      text('helpMath.initialization.what'),
      { kind: 'formulas', rows: nameRows('initializations', initializationFormulas) },
      text('helpMath.initialization.bias'),
      text('helpMath.initialization.chance'),
    ],
  },
  check: {
    title: 'helpMath.check.title',
    blocks: [
      text('helpMath.check.what'),
      formula(
        `\\frac{\\partial ${cost}}{\\partial w} \\approx \\frac{${cost}(w + \\varepsilon) - ${cost}(w - \\varepsilon)}{2 \\varepsilon}, \\qquad \\varepsilon = 10^{-5}`,
      ),
      text('helpMath.check.passes'),
      text('helpMath.check.kink'),
    ],
  },
  curvature: {
    title: 'helpMath.curvature.title',
    blocks: [
      text('helpMath.curvature.hessian'),
      formula(`H_{pq} = \\frac{\\partial^2 ${cost}}{\\partial w_p\\, \\partial w_q}`),
      text('helpMath.curvature.descent'),
      formula('e \\leftarrow (1 - \\eta \\lambda)\\, e'),
      text('helpMath.curvature.limit'),
      formula('\\eta < \\frac{2}{\\lambda_{\\max}}'),
      text('helpMath.curvature.how'),
    ],
  },
  noise: {
    title: 'helpMath.noise.title',
    blocks: [
      text('helpMath.noise.what'),
      formula(
        '\\cos = \\frac{g_B \\cdot g}{\\lVert g_B \\rVert\\, \\lVert g \\rVert}, \\qquad \\mathrm{noise} = \\frac{\\lVert g_B - g \\rVert^2}{\\lVert g \\rVert^2}',
      ),
      text('helpMath.noise.scale'),
      formula('B = \\frac{\\operatorname{tr} \\Sigma}{\\lVert g \\rVert^2}'),
      text('helpMath.noise.surface'),
    ],
  },
}
