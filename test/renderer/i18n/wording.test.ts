/** The two languages say the same things by the same terms, each with its own punctuation. */
import { describe, expect, it } from 'vitest'
import { chinese, english } from './readMessages'

/** English term → what its Chinese must contain. */
const glossary: readonly [RegExp, string][] = [
  [/\bcosts?\b/i, '代价'],
  [/\bupdates?\b/i, '更新'],
  [/\bepochs?\b/i, '轮'],
  [/\bbatch(es)?\b/i, '批'],
  [/\blearning rates?\b/i, '学习率'],
  [/\bgradients?\b/i, '梯度'],
  [/\bweights?\b/i, '权重'],
  [/\bbias(es)?\b/i, '偏置'],
  [/\blayers?\b/i, '层'],
  [/\boptimizers?\b/i, '优化器'],
  [/\bmomentum\b/i, '动量'],
  [/\bhidden units?\b/i, '单元'],
  [/\bhidden layers?\b/i, '隐藏层'],
  [/\bactivation functions?\b/i, '激活函数'],
  [/\bbackpropagation\b/i, '反向传播'],
  [/\btraining rows?\b/i, '训练'],
  [/\bvalidation\b/i, '验证'],
]
/** Other words for the same things. */
const unwanted = [
  '损失',
  '神经元',
  '纪元',
  '回合',
  '周期',
  '迭代',
  '隐含层',
  '隐层',
  '偏差',
  '学习速率',
  '节点',
  '验证集合',
]

/** Names of files, fields, options and symbols are the same in every language. */
const code = /\{[^}]*\}|--[\w-]+|\b[\w-]+(\.[\w-]+|\[\d+\])+|∂[\w/∂]*/g
const han = '[\\u4e00-\\u9fff]'
const halfWidth = new RegExp(
  [
    `${han}[,;:!?()]`,
    `[,;!?()]${han}`,
    `${han}\\.(\\s|$)`,
    `["']${han}`,
    `${han}["']`,
    '\\.\\.\\.',
    `${han}\\s+[，。：；！？（）“”]`,
    `[，。：；！？（）“”]\\s`,
  ].join('|'),
)
const fullWidth = /[，。：；！？（）【】「」]/

const withoutCode = (text: string): string => text.replace(code, '')
/** A placeholder stands for a Chinese word. */
const withWords = (text: string): string => text.replace(/\{[^}]*\}/g, '某')

const findOtherTerms = (texts: ReadonlyMap<string, string>): string[] =>
  [...english].flatMap(([key, text]) =>
    glossary
      .filter(([term, word]) => term.test(withoutCode(text)) && texts.get(key)?.includes(word) === false)
      .map(([, word]) => `${key}: ${word}`),
  )

describe('terms', () => {
  it('cost is never loss; 代价 never 损失; the others have one word each', () => {
    expect([...english].filter(([, text]) => /\bloss\b/i.test(text))).toEqual([])
    const found = [...chinese].filter(([, text]) => unwanted.some((word) => text.includes(word)))
    expect(found).toEqual([])
  })

  it('what English says by a term, Chinese says by its term', () => {
    expect(findOtherTerms(chinese)).toEqual([])
  })

  it('another term is found', () => {
    const planted = new Map(chinese).set('training.batchSize', '分组大小')
    expect(findOtherTerms(planted)).toEqual(['training.batchSize: 批'])
  })
})

describe('punctuation', () => {
  const findMixed = (texts: Iterable<readonly [string, string]>): string[] =>
    [...texts].filter(([, text]) => halfWidth.test(withWords(text))).map(([key]) => key)

  it('Chinese has its own, without spaces around it', () => {
    expect(findMixed(chinese)).toEqual([])
  })

  it('English has none of the Chinese', () => {
    expect([...english].filter(([, text]) => fullWidth.test(text))).toEqual([])
  })

  it('a mixed text is found', () => {
    const planted = [
      '代价, 更新',
      '共 3 行.',
      '名称: 值',
      '（见上） 。',
      '"代价"',
      '代价（训练）',
      '{name}：{value}。',
    ]
    expect(findMixed(planted.map((text) => [text, text] as const))).toEqual(planted.slice(0, 5))
  })
})
