// @vitest-environment happy-dom
/** The help is complete: every topic in both languages, every formula KaTeX can set, every command line that is shown. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { articles } from '../../../src-renderer/src/guide/help/articles'
import { lettersOf, writeTex, type Block, type Tex } from '../../../src-renderer/src/guide/help/article'
import { commandLines, sweepLines } from '../../../src-renderer/src/guide/help/commandArticles'
import { sessionEntryTexts } from '../../../src-renderer/src/guide/help/fileArticles'
import HelpDialog from '../../../src-renderer/src/guide/help/HelpDialog.vue'
import { topicGroups, topicOfStage } from '../../../src-renderer/src/guide/help/topics'
import { i18n, loadLanguage } from '../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../src-renderer/src/i18n/loadGuideTexts'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { commandNames, readCommandLine } from '../../../src-main/cli/commandLine'
import { sessionEntryNames } from '../../../src-worker/files/sessionManifest'
import { settle } from '../backprop/openStage'

const blocks = Object.values(articles).flatMap((article) => article.blocks)

const formulasOf = (block: Block): Tex[] => {
  if (block.kind === 'formula') return [block.tex]
  return block.kind === 'formulas' ? block.rows.map(({ tex }) => tex) : []
}

function keysOf(block: Block): string[] {
  if (block.kind === 'text') return [block.key]
  if (block.kind === 'formulas') return block.rows.map(({ label }) => label)
  if (block.kind === 'entries') return block.rows.map(({ text }) => text)
  return block.kind === 'list' ? [...block.labels] : []
}

describe('help', () => {
  it('has every word in both languages, and they differ', async () => {
    await Promise.all([loadGuideTexts(), loadLanguage('zh-CN')])
    const keys = [...Object.values(articles).map(({ title }) => title), ...blocks.flatMap(keysOf)]
    expect(keys.length).toBeGreaterThan(120)
    const { t, te } = i18n.global
    expect(keys.filter((key) => !te(key, 'en') || !te(key, 'zh-CN'))).toEqual([])
    const texts = blocks.filter((block) => block.kind === 'text').map(({ key }) => key)
    expect(texts.filter((key) => t(key, {}, { locale: 'en' }) === t(key, {}, { locale: 'zh-CN' }))).toEqual(
      [],
    )
  })

  it.each(['io', 'za'] as const)('KaTeX sets every formula in %s', async (notation) => {
    // It looks at the document when it is loaded.
    const { default: katex } = await import('katex')
    const formulas = blocks.flatMap(formulasOf).map((tex) => writeTex(tex, lettersOf(notation)))
    expect(formulas.length).toBeGreaterThan(40)
    for (const tex of formulas) expect(() => katex.renderToString(tex, { throwOnError: true })).not.toThrow()
    // Words would be of one language: only names of quantities are set upright.
    expect(formulas.filter((tex) => /\\text\{(?!in\}|out\}|min\}|max\})/.test(tex))).toEqual([])
    const foreign = notation === 'io' ? /[za]_\{?l/ : /[io]_\{?l/
    expect(formulas.filter((tex) => foreign.test(tex))).toEqual([])
  })

  it('shows command lines that the command line reads, at least one for each command', () => {
    const lines = Object.values({ ...commandLines, ...sweepLines }).map((line) =>
      readCommandLine(line.split(' ').slice(1)),
    )
    expect([...new Set(lines.map((line) => line!.command))].sort()).toEqual([...commandNames].sort())
  })

  it('names every entry of a session', () => {
    expect(Object.keys(sessionEntryTexts)).toEqual([...sessionEntryNames])
  })

  it('opens at the topic of the stage, changes topic and notation, and says where it is', async () => {
    await loadGuideTexts()
    const { notation } = useSettings()
    notation.value = 'io'
    const help = mount(HelpDialog, {
      attachTo: document.body,
      global: { plugins: [i18n] },
      props: { topic: topicOfStage.backprop },
    })
    await settle()
    expect(help.get('[aria-current=page]').text()).toBe('Backward')
    const annotations = () => help.findAll('annotation').map((one) => one.text())
    expect(annotations()[0]).toContain('i_l')
    await help.findAll('[role=radio]')[1]!.trigger('click')
    await settle()
    expect(notation.value).toBe('za')
    expect(annotations()[0]).toContain('z_l')
    const topics = help.findAll('.topic')
    expect(topics).toHaveLength(Object.values(topicGroups).flat().length)
    await topics.find((one) => one.text() === 'Commands')!.trigger('click')
    expect(help.get('.page h3').text()).toBe('Commands')
    expect(help.get('dl').text()).toContain('chainrule trace experiment.json')
    await help.findAll('.push-button')[0]!.trigger('click')
    expect(help.emitted('tour')).toHaveLength(1)
    notation.value = 'io'
    help.unmount()
  })
})
