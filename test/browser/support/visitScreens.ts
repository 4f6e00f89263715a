/**
 * Goes through the lab by structure alone, whatever its language: every stage, every choice of every group of choices
 * on it and in its side panel, every menu, what is folded, every dialog that a menu opens.
 */
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** Called when a screen stands still; `name` says the way to it. */
export type LookAt = (name: string) => Promise<void>

const places = '#stage, .panel-place, .rail-place, .transport-place, .top'
const stages = ['data', 'network', 'backprop', 'weights', 'compare']

/** Drawers that are closed are opened, one after the other, on each stage. */
export async function visitStages(page: Page, lookAt: LookAt): Promise<void> {
  for (const [k, stage] of stages.entries()) {
    await page.keyboard.press(`Control+${k + 1}`)
    await settle(page)
    await lookAt(stage)
    await visitDrawers(page, stage, lookAt)
    await visitGroups(page, stage, lookAt, new Set())
  }
}

async function visitDrawers(page: Page, stage: string, lookAt: LookAt): Promise<void> {
  for (const [key, drawer] of [
    ['Control+b', '.rail-place.drawer'],
    ['Control+.', '.panel-place.drawer'],
  ] as const) {
    if ((await page.locator(drawer).count()) === 0 || (await page.locator(drawer).isVisible())) continue
    await page.keyboard.press(key)
    await settle(page)
    // A stage may have no side panel: then the key opened that of other stages.
    if (!(await page.locator(drawer).isVisible())) {
      await page.keyboard.press(key)
      continue
    }
    await lookAt(`${stage}, ${drawer}`)
    if (drawer.startsWith('.panel'))
      await visitGroups(page, `${stage}, panel`, lookAt, new Set(), '.panel-place')
    await page.keyboard.press('Escape')
    await page.locator(drawer).waitFor({ state: 'hidden' })
  }
}

/** Choices that come with a choice are gone through where they are first met. */
export async function visitGroups(
  page: Page,
  way: string,
  lookAt: LookAt,
  seen: Set<string>,
  within = '#stage, .panel-place',
): Promise<void> {
  await unfold(page, way, lookAt, seen)
  for (
    let found = await findGroup(page, seen, within);
    found !== null;
    found = await findGroup(page, seen, within)
  ) {
    seen.add(found.key)
    for (const index of found.options) {
      const option = groupOf(page, found.key).getByRole('radio').nth(index)
      if (!(await option.isVisible())) break
      await option.click()
      await settle(page)
      const name = `${way} › ${await option.innerText()}`
      await lookAt(name)
      await visitGroups(page, name, lookAt, seen, within)
    }
  }
}

const groupOf = (page: Page, key: string): Locator =>
  page.locator(`[role=radiogroup][aria-label=${JSON.stringify(key)}]:visible`).first()

/** The chosen one comes last, so that the place is left as it was found. */
const findGroup = (page: Page, seen: Set<string>, within: string) =>
  page.evaluate(
    ([known, areas]) => {
      for (const area of document.querySelectorAll(areas))
        for (const group of area.querySelectorAll('[role=radiogroup]')) {
          const key = group.getAttribute('aria-label') ?? ''
          if (known.includes(key) || !group.checkVisibility() || group.getBoundingClientRect().width === 0)
            continue
          const all = [...group.querySelectorAll<HTMLButtonElement>('[role=radio]')]
          const chosen = all.findIndex((one) => one.ariaChecked === 'true')
          const options = all.flatMap((one, k) => (one.disabled || k === chosen ? [] : [k]))
          return { key, options: chosen < 0 ? options : [...options, chosen] }
        }
      return null
    },
    [[...seen], within] as const,
  )

/** What is folded on the stage, all at once. */
async function unfold(page: Page, way: string, lookAt: LookAt, seen: Set<string>): Promise<void> {
  const known = await page.evaluate(
    (keys) => {
      const found = [...document.querySelectorAll<HTMLDetailsElement>('#stage details:not([open])')].filter(
        (one) =>
          one.checkVisibility() && !keys.includes(`details ${one.querySelector('summary')?.textContent}`),
      )
      for (const one of found) one.open = true
      return found.map((one) => `details ${one.querySelector('summary')?.textContent}`)
    },
    [...seen],
  )
  if (known.length === 0) return
  for (const key of known) seen.add(key)
  await settle(page)
  await lookAt(`${way} › unfolded`)
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>('#stage details[open]')) one.open = false
  })
}

/** Every menu that can be seen, opened and closed. */
export async function visitMenus(page: Page, way: string, lookAt: LookAt): Promise<void> {
  const triggers = page.locator(places).locator('[aria-haspopup=menu]:visible:enabled')
  for (let k = 0; k < (await triggers.count()); k++) {
    const trigger = triggers.nth(k)
    await trigger.click()
    await page.locator('[role=menu]').waitFor()
    await lookAt(`${way} › menu ${await trigger.getAttribute('aria-label')}`)
    await page.keyboard.press('Escape')
  }
}

/** Nothing moves or is read any more: two looks at the page are the same. */
export async function settle(page: Page): Promise<void> {
  let last = ''
  await expect
    .poll(
      async () => {
        const before = last
        last = await page.evaluate(() => `${document.body.innerText}${document.querySelectorAll('*').length}`)
        return last === before
      },
      { interval: 120, timeout: 20_000 },
    )
    .toBe(true)
}
