/** What a reader sets in the system or the browser: wider text, a large zoom, no motion; and the language of parts. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pressRun } from './support/actions'
import { findLayoutFaults } from './support/findLayoutFaults'
import { openLab } from './support/lab'
import { showStage, stages } from './support/stages'

/** The spacing that 1.4.12 of WCAG asks a page to bear, as a reader's own style sheet sets it. */
const readerSpacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important }`

async function addSheet(page: Page, sheet: string): Promise<void> {
  await page.evaluate((text) => {
    const added = new CSSStyleSheet()
    added.replaceSync(text)
    document.adoptedStyleSheets.push(added)
  }, sheet)
}

describe('a reader', () => {
  it('may space the text wider: nothing is cut or covered on any stage', async () => {
    const lab = await openLab()
    await addSheet(lab.page, readerSpacing)
    for (const stage of stages) {
      await showStage(lab.page, stage)
      expect([stage, await findLayoutFaults(lab.page)]).toEqual([stage, []])
    }
    await lab.close()
  })

  it('at 320 pixels, which is 1280 at 400 %, has no text and no control beyond the window', async () => {
    const lab = await openLab({ size: { width: 320, height: 640 } })
    for (const stage of stages) {
      await showStage(lab.page, stage)
      const found = await findLayoutFaults(lab.page)
      expect([stage, found.filter((fault) => /outside the window|scrolls sideways/.test(fault))]).toEqual([
        stage,
        [],
      ])
    }
    await lab.close()
  })

  it('who wants no motion sees none: no transition and no animation lasts', async () => {
    const lab = await openLab()
    expect(await lab.page.evaluate(findMotion)).not.toEqual([])
    await lab.page.emulateMedia({ reducedMotion: 'reduce' })
    await pressRun(lab.page)
    for (const stage of stages) {
      await showStage(lab.page, stage)
      expect([stage, await lab.page.evaluate(findMotion)]).toEqual([stage, []])
    }
    await lab.close()
  })

  it('hears the name of a language in that language', async () => {
    const lab = await openLab()
    await lab.page.getByRole('button', { name: 'Language: English', exact: true }).click()
    const items = lab.page.getByRole('menuitemradio')
    const langs = await items
      .locator('span')
      .evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('lang')]))
    expect(langs).toEqual([
      ['English', 'en'],
      ['简体中文', 'zh-CN'],
      ['As the system', null],
    ])
    expect(await lab.page.evaluate(() => document.documentElement.lang)).toBe('en')
    await lab.close()
  })
})

/** Runs in the page: elements whose style moves for longer than nothing. */
function findMotion(): string[] {
  const isLasting = (list: string): boolean => list.split(',').some((one) => parseFloat(one) > 0)
  const found: string[] = []
  for (const one of document.querySelectorAll('body *')) {
    const style = getComputedStyle(one)
    const isAnimated = style.animationName !== 'none' && isLasting(style.animationDuration)
    if (isAnimated || isLasting(style.transitionDuration)) found.push(`${one.tagName}.${one.classList.value}`)
  }
  return found
}
